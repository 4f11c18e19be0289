package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds plans, movements and customs steps in the raw reports of visits. */
final class ReportedVisits {
    static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private ReportedVisits() {}

    static boolean isLate(List<TrainMovement> visit, TrainMovement movement) {
        if (!(movement.getDetail() instanceof Departure) && !(movement.getDetail() instanceof Arrival)) {
            return false;
        }
        Instant planned = planFor(visit, movement);
        return planned != null && !movement.getOccurredAt().isBefore(planned.plus(HALF_AN_HOUR));
    }

    static boolean staysLongerThan(Duration limit, List<TrainMovement> visit) {
        return visit.stream()
                .filter(movement -> is(movement, ClearanceStep.RELEASED))
                .anyMatch(release -> visit.stream()
                        .filter(movement -> movement.getDetail() instanceof Departure)
                        .anyMatch(left -> left.getOccurredAt()
                                .isAfter(release.getOccurredAt().plus(limit))));
    }

    /** The plan that was effective when the movement was reported; null if there was none. */
    static Instant planFor(List<TrainMovement> visit, TrainMovement movement) {
        PlannedMovement planned =
                movement.getDetail() instanceof Departure ? PlannedMovement.DEPARTURE : PlannedMovement.ARRIVAL;
        return visit.stream()
                .filter(other -> isPlanOf(other, planned))
                .filter(plan -> plan.getCreatedAt().isBefore(movement.getCreatedAt()))
                .max(Comparator.comparing(TrainMovement::getCreatedAt))
                .map(TrainMovement::getPlannedAt)
                .orElse(null);
    }

    static boolean isPlanOf(TrainMovement movement, PlannedMovement planned) {
        return movement.getDetail() instanceof Plan plan && plan.getMovement() == planned;
    }

    static boolean is(TrainMovement movement, ClearanceStep step) {
        return movement.getDetail() instanceof Clearance clearance && clearance.getStep() == step;
    }

    static Instant step(List<TrainMovement> visit, ClearanceStep step) {
        List<TrainMovement> found =
                visit.stream().filter(movement -> is(movement, step)).toList();
        // Customs may have stopped the train earlier, without an injected delay.
        return found.get(found.size() - 1).getOccurredAt();
    }

    static TrainMovement only(List<TrainMovement> visit, Class<?> detail) {
        List<TrainMovement> found = visit.stream()
                .filter(movement -> detail.isInstance(movement.getDetail()))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    static TrainMovement withoutPlan(TrainMovement movement) {
        return new TrainMovement(
                movement.getEventId(),
                movement.getRetracts(),
                movement.getTrainRunId(),
                movement.getTrainNumber(),
                movement.getFacility(),
                movement.getDirection(),
                movement.getOccurredAt(),
                null,
                movement.getCreatedAt(),
                movement.getPublisher(),
                movement.getDetail());
    }

    /** The reported movements of each visit, without duplicates, ordered by event time. The key is run and facility. */
    static Map<String, List<TrainMovement>> visits(List<SimulatedReport> reports) {
        Map<String, List<TrainMovement>> visits = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        Stream<TrainMovement> once = reports.stream()
                .map(SimulatedReport::movement)
                .filter(movement -> seen.add(movement.getEventId()))
                .sorted(Comparator.comparing(TrainMovement::getOccurredAt));
        once.forEach(movement -> visits.computeIfAbsent(
                        movement.getTrainRunId() + " " + movement.getFacility(), any -> new ArrayList<>())
                .add(movement));
        return visits;
    }
}
