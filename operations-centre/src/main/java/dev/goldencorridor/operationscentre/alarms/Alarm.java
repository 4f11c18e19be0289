package dev.goldencorridor.operationscentre.alarms;

import java.time.Instant;
import java.util.Optional;

/**
 * One raising of an alert.
 *
 * @param source the place and type of the alert, {@code facility|type}: alarms of one source have one cause
 * @param severity the highest since it was raised
 * @param clearedAt empty while it is raised
 */
public record Alarm(
        String key, String source, String publisher, String severity, Instant raisedAt, Optional<Instant> clearedAt) {
    /** Whether it is raised at this moment. */
    public boolean isRaisedAt(Instant moment) {
        return !raisedAt.isAfter(moment) && clearedAt.map(moment::isBefore).orElse(true);
    }
}
