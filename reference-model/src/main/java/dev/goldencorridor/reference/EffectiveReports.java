package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.util.Collection;
import java.util.Comparator;

/** Which reports count: those that no effective retraction retracts. */
final class EffectiveReports {
    /** The last report in this order is the one that counts. */
    static final Comparator<TrainMovement> BY_PRECEDENCE = Comparator.comparing(TrainMovement::getCreatedAt)
            .thenComparing(TrainMovement::getOccurredAt)
            .thenComparing(TrainMovement::getEventId);

    private EffectiveReports() {}

    /** A retraction counts only if it names the run and the facility of the report that it retracts. */
    static boolean isEffective(TrainMovement event, Collection<TrainMovement> all) {
        return all.stream()
                .filter(other -> event.getEventId().equals(other.getRetracts())
                        && event.getTrainRunId().equals(other.getTrainRunId())
                        && event.getFacility().equals(other.getFacility()))
                .noneMatch(retraction -> isEffective(retraction, all));
    }

    /** The report that takes precedence; the first may be null. */
    static TrainMovement later(TrainMovement a, TrainMovement b) {
        return a == null || BY_PRECEDENCE.compare(b, a) > 0 ? b : a;
    }
}
