package dev.goldencorridor.reference;

import java.time.Instant;

/**
 * When a run arrived at a facility and left it; at least one of the two times is known.
 *
 * @param destination the end of the run if it began here and left, otherwise null
 * @param origin the beginning of the run if it ended here, otherwise null
 */
record StopTimes(String facility, Instant arrivedAt, Instant departedAt, String destination, String origin) {
    Instant at() {
        return arrivedAt == null ? departedAt : arrivedAt;
    }
}
