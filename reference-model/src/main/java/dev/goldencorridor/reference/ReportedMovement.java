package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A movement, and the time at which a port system reported it.
 *
 * @param reportedAt when the report reaches the pipeline (UTC)
 */
public record ReportedMovement(TrainMovement movement, Instant reportedAt) {
    /**
     * The same reports, each at the event clock of its receipt: the furthest time of an event so far.
     *
     * @param reports in the order of receipt
     */
    public static List<ReportedMovement> onEventClock(List<ReportedMovement> reports) {
        List<ReportedMovement> received = new ArrayList<>(reports.size());
        Instant clock = Instant.MIN;
        for (ReportedMovement report : reports) {
            Instant occurredAt = report.movement.getOccurredAt();
            clock = occurredAt.isAfter(clock) ? occurredAt : clock;
            received.add(new ReportedMovement(report.movement, clock));
        }
        return received;
    }
}
