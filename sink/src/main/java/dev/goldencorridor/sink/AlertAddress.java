package dev.goldencorridor.sink;

import java.util.Optional;

/**
 * Where the alerts of a facility go, or why they cannot.
 *
 * @param topic the downstream topic; empty if there is none
 * @param reason a name for what is wrong; empty text if nothing is
 * @param message what is wrong and what to do, for a reader; empty text if nothing is
 */
record AlertAddress(Optional<String> topic, String reason, String message) {
    static AlertAddress of(String topic) {
        return new AlertAddress(Optional.of(topic), "", "");
    }

    static AlertAddress none(String reason, String message) {
        return new AlertAddress(Optional.empty(), reason, message);
    }
}
