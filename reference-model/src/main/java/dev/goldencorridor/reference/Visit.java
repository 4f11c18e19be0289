package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The visit of a train run to a facility, as its effective reports describe it. Unreported times are null.
 *
 * @param arrivalOff whether the last plan cancels the arrival; {@code departureOff} likewise
 * @param free time of the last release, if customs neither held nor refused the train after it
 * @param heard time of the last sign of life, which plans and delay causes are not
 * @param publisher the publisher of the first report
 * @param ends origins and destinations that the arrival and the departure name
 */
record Visit(
        Instant arrived,
        Instant arrivalPlan,
        boolean arrivalOff,
        Instant departed,
        Instant departurePlan,
        boolean departureOff,
        Instant released,
        Instant free,
        Instant held,
        Instant refused,
        Instant heard,
        String publisher,
        Set<String> ends) {

    /** @param events all reports of all runs, in the order of receipt */
    static Visit of(String run, String place, Collection<TrainMovement> events) {
        List<TrainMovement> reports = events.stream()
                .filter(event ->
                        event.getTrainRunId().equals(run) && event.getFacility().equals(place))
                .toList();
        List<TrainMovement> effective = EffectiveReports.of(reports).stream()
                .sorted(EffectiveReports.BY_PRECEDENCE)
                .toList();
        List<TrainMovement> call = Calls.last(effective);
        Optional<TrainMovement> arrival = last(call, event -> event.getDetail() instanceof Arrival);
        Optional<TrainMovement> departure = last(call, event -> event.getDetail() instanceof Departure);
        Optional<TrainMovement> arrivalPlan = last(call, event -> isPlan(event, PlannedMovement.ARRIVAL));
        Optional<TrainMovement> departurePlan = last(call, event -> isPlan(event, PlannedMovement.DEPARTURE));
        return new Visit(
                arrival.map(TrainMovement::getOccurredAt).orElse(null),
                arrivalPlan.map(TrainMovement::getPlannedAt).orElse(null),
                arrivalPlan.isPresent() && arrivalPlan.get().getPlannedAt() == null,
                departure.map(TrainMovement::getOccurredAt).orElse(null),
                departurePlan.map(TrainMovement::getPlannedAt).orElse(null),
                departurePlan.isPresent() && departurePlan.get().getPlannedAt() == null,
                latest(call, event -> isStep(event, ClearanceStep.RELEASED)),
                Calls.release(call).map(TrainMovement::getOccurredAt).orElse(null),
                latest(call, event -> isStep(event, ClearanceStep.HOLD)),
                latest(call, event -> isStep(event, ClearanceStep.REFUSED)),
                latest(
                        effective,
                        event -> !(event.getDetail() instanceof Plan)
                                && !(event.getDetail() instanceof Estimate)
                                && !(event.getDetail() instanceof DelayCause)),
                reports.get(0).getPublisher(),
                ends(arrival, departure));
    }

    private static Set<String> ends(Optional<TrainMovement> arrival, Optional<TrainMovement> departure) {
        Set<String> ends = new TreeSet<>();
        arrival.map(event -> (Arrival) event.getDetail())
                .ifPresent(detail -> ends.addAll(Arrays.asList(
                        Objects.requireNonNullElse(detail.getOrigin(), ""),
                        Objects.requireNonNullElse(detail.getDestination(), ""))));
        departure
                .map(event -> (Departure) event.getDetail())
                .ifPresent(detail -> ends.addAll(Arrays.asList(
                        Objects.requireNonNullElse(detail.getOrigin(), ""),
                        Objects.requireNonNullElse(detail.getDestination(), ""))));
        return ends;
    }

    private static boolean isStep(TrainMovement event, ClearanceStep step) {
        return event.getDetail() instanceof Clearance clearance && clearance.getStep() == step;
    }

    private static boolean isPlan(TrainMovement event, PlannedMovement movement) {
        if (event.getDetail() instanceof Plan plan) {
            return plan.getMovement() == movement;
        }
        return event.getPlannedAt() != null
                && (movement == PlannedMovement.ARRIVAL
                        ? event.getDetail() instanceof Arrival
                        : event.getDetail() instanceof Departure);
    }

    private static Optional<TrainMovement> last(List<TrainMovement> inOrder, Predicate<TrainMovement> which) {
        return inOrder.stream().filter(which).reduce((one, other) -> other);
    }

    private static Instant latest(List<TrainMovement> all, Predicate<TrainMovement> which) {
        return all.stream()
                .filter(which)
                .map(TrainMovement::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
