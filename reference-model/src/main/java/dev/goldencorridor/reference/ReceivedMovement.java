package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A movement, and the event clock at which the pipeline receives it. Faults leave only a range of it known.
 *
 * @param earliest what the event clock shows at least (UTC)
 * @param latest what the event clock shows at most (UTC)
 */
public record ReceivedMovement(TrainMovement movement, Instant earliest, Instant latest) {
    /**
     * The movements, each at the furthest time of an event so far.
     *
     * @param reports in the order of receipt
     */
    public static List<ReceivedMovement> onEventClock(List<TrainMovement> reports) {
        List<ReceivedMovement> received = new ArrayList<>(reports.size());
        Instant clock = Instant.MIN;
        for (TrainMovement report : reports) {
            Instant occurredAt = report.getOccurredAt();
            clock = occurredAt.isAfter(clock) ? occurredAt : clock;
            received.add(new ReceivedMovement(report, clock, clock));
        }
        return received;
    }
}
