package dev.goldencorridor.sink;

import java.util.Optional;

/**
 * The downstream topic for the alerts of a facility, or the reason why there is none.
 *
 * @param topic the downstream topic; empty if there is none
 * @param reason the name of the fault; empty text if there is none
 * @param message describes the fault and its remedy to a person; empty text if there is no fault
 */
record AlertAddress(Optional<String> topic, String reason, String message) {
    static AlertAddress of(String topic) {
        return new AlertAddress(Optional.of(topic), "", "");
    }

    static AlertAddress none(String reason, String message) {
        return new AlertAddress(Optional.empty(), reason, message);
    }
}
