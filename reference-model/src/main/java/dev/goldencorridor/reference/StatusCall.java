package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last call of a run at a facility, as the status of the run needs it. Unreported things are null.
 *
 * @param arrivalOff whether the last plan cancels the arrival; {@code departureOff} likewise
 * @param free the last release, if no later step of customs revokes it
 * @param latest the report that was created last, of all calls at the facility
 */
record StatusCall(
        String facility,
        String publisher,
        TrainMovement arrival,
        TrainMovement departure,
        Instant arrivalPlan,
        boolean arrivalOff,
        Instant departurePlan,
        boolean departureOff,
        Instant arrivalEstimate,
        Instant departureEstimate,
        TrainMovement lastStep,
        TrainMovement free,
        TrainMovement latest) {

    /** @param received all reports of the run at the facility, in the order of receipt */
    static StatusCall of(List<TrainMovement> received) {
        List<TrainMovement> effective = EffectiveReports.of(received).stream()
                .sorted(EffectiveReports.BY_PRECEDENCE)
                .toList();
        List<TrainMovement> call = Calls.last(effective);
        Optional<TrainMovement> arrivalPlan =
                last(call.stream().filter(event -> plans(event, PlannedMovement.ARRIVAL)));
        Optional<TrainMovement> departurePlan =
                last(call.stream().filter(event -> plans(event, PlannedMovement.DEPARTURE)));
        return new StatusCall(
                received.get(0).getFacility(),
                received.get(0).getPublisher(),
                last(of(call, Arrival.class)).orElse(null),
                last(of(call, Departure.class)).orElse(null),
                arrivalPlan.map(TrainMovement::getPlannedAt).orElse(null),
                arrivalPlan.isPresent() && arrivalPlan.get().getPlannedAt() == null,
                departurePlan.map(TrainMovement::getPlannedAt).orElse(null),
                departurePlan.isPresent() && departurePlan.get().getPlannedAt() == null,
                estimate(call, PlannedMovement.ARRIVAL),
                estimate(call, PlannedMovement.DEPARTURE),
                of(call, Clearance.class)
                        .max(Comparator.comparing(TrainMovement::getOccurredAt)
                                .thenComparing(EffectiveReports.BY_PRECEDENCE))
                        .orElse(null),
                Calls.release(call).orElse(null),
                last(effective.stream()).orElse(null));
    }

    private static Stream<TrainMovement> of(List<TrainMovement> call, Class<?> detail) {
        return call.stream().filter(event -> detail.isInstance(event.getDetail()));
    }

    private static boolean plans(TrainMovement event, PlannedMovement movement) {
        if (event.getDetail() instanceof Plan plan) {
            return plan.getMovement() == movement;
        }
        Class<?> detail = movement == PlannedMovement.ARRIVAL ? Arrival.class : Departure.class;
        return event.getPlannedAt() != null && detail.isInstance(event.getDetail());
    }

    private static Instant estimate(List<TrainMovement> call, PlannedMovement movement) {
        return last(of(call, Estimate.class).filter(event -> ((Estimate) event.getDetail()).getMovement() == movement))
                .map(event -> ((Estimate) event.getDetail()).getEstimatedAt())
                .orElse(null);
    }

    private static Optional<TrainMovement> last(Stream<TrainMovement> inOrder) {
        return inOrder.reduce((one, other) -> other);
    }

    /** Whether nothing is known of the call. Causes of delay alone say nothing. */
    boolean isBlank() {
        return !isReached()
                && Stream.of(arrivalPlan, departurePlan, arrivalEstimate, departureEstimate, lastStep)
                        .allMatch(known -> known == null)
                && !arrivalOff
                && !departureOff;
    }

    boolean isReached() {
        return arrival != null || departure != null;
    }

    Instant firstMovement() {
        return arrival == null ? departure.getOccurredAt() : arrival.getOccurredAt();
    }

    Instant lastMovement() {
        return Stream.of(arrival, departure)
                .filter(event -> event != null)
                .map(TrainMovement::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    Instant plan() {
        return arrivalPlan == null ? departurePlan : arrivalPlan;
    }

    /** The time by which awaited calls are ordered: the plan or else the forecast. */
    Instant awaitedAt() {
        return Stream.of(arrivalPlan, departurePlan, arrivalEstimate, departureEstimate)
                .filter(at -> at != null)
                .findFirst()
                .orElse(Instant.MIN);
    }

    boolean isExpected() {
        boolean arrives = arrivalPlan != null || arrivalEstimate != null;
        boolean departs = departurePlan != null || departureEstimate != null;
        return arrives || (departs && !arrivalOff);
    }

    boolean hasPlan() {
        return arrivalPlan != null || departurePlan != null || arrivalOff || departureOff;
    }

    String origin() {
        return firstNamed(
                departure == null ? null : ((Departure) departure.getDetail()).getOrigin(),
                arrival == null ? null : ((Arrival) arrival.getDetail()).getOrigin());
    }

    String destination() {
        return firstNamed(
                departure == null ? null : ((Departure) departure.getDetail()).getDestination(),
                arrival == null ? null : ((Arrival) arrival.getDetail()).getDestination());
    }

    String nextBorder() {
        return firstNamed(
                departure == null ? null : ((Departure) departure.getDetail()).getNextBorder(),
                arrival == null ? null : ((Arrival) arrival.getDetail()).getNextBorder());
    }

    String operatorLine() {
        return firstNamed(
                departure == null ? null : ((Departure) departure.getDetail()).getOperatorLine(),
                arrival == null ? null : ((Arrival) arrival.getDetail()).getOperatorLine());
    }

    Consist consist() {
        return firstNamed(
                departure == null ? null : ((Departure) departure.getDetail()).getConsist(),
                arrival == null ? null : ((Arrival) arrival.getDetail()).getConsist());
    }

    private static <T> T firstNamed(T ofDeparture, T ofArrival) {
        return ofDeparture == null ? ofArrival : ofDeparture;
    }

    /** The places that confirm reports from there. */
    List<String> namedPlaces() {
        List<String> named = new ArrayList<>();
        if (arrival != null) {
            Arrival detail = (Arrival) arrival.getDetail();
            named.addAll(Arrays.asList(detail.getOrigin(), detail.getDestination()));
        }
        if (departure != null) {
            Departure detail = (Departure) departure.getDetail();
            named.addAll(Arrays.asList(detail.getOrigin(), detail.getDestination()));
        }
        named.add(nextBorder());
        return named;
    }
}
