package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one visit contributes to the figures: trips, and of each call clearance, dwell and the times of the stop. */
final class VisitRecount {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final String facility;
    private final String run;
    private final boolean isPort;
    private final Map<Direction, TrainMovement> counted = new HashMap<>();
    private final List<CallRecount> calls;

    /** @param reports the effective reports of the visit, at least one */
    VisitRecount(List<TrainMovement> reports) {
        facility = reports.get(0).getFacility();
        run = reports.get(0).getTrainRunId();
        isPort = PORTS.contains(facility);
        for (TrainMovement event : reports) {
            if (isTrip(event)) {
                counted.merge(event.getDirection(), event, EffectiveReports::later);
            }
        }
        calls = Calls.of(reports).stream().map(CallRecount::new).toList();
    }

    /** Outbound and domestic trips count on departure, return trips on arrival; at a hub only at the end of the run. */
    private boolean isTrip(TrainMovement event) {
        if (event.getDetail() instanceof Departure left) {
            return event.getDirection() == Direction.DOMESTIC
                    || (event.getDirection() == Direction.OUTBOUND && (isPort || facility.equals(left.getOrigin())));
        }
        return event.getDetail() instanceof Arrival arrived
                && event.getDirection() == Direction.RETURN
                && (isPort || facility.equals(arrived.getDestination()));
    }

    String run() {
        return run;
    }

    List<Recount.Trip> trips() {
        List<Recount.Trip> trips = new ArrayList<>();
        counted.values().forEach(event -> dimensions(event)
                .forEach(dimension -> trips.add(
                        new Recount.Trip(dimension, event.getOccurredAt(), event.getDirection(), consist(event)))));
        return trips;
    }

    private static Consist consist(TrainMovement event) {
        return event.getDetail() instanceof Departure left
                ? left.getConsist()
                : ((Arrival) event.getDetail()).getConsist();
    }

    private List<String> dimensions(TrainMovement event) {
        if (isPort) {
            return List.of("PORT/" + facility, "NETWORK/ALL");
        }
        Object detail = event.getDetail();
        String origin = detail instanceof Departure left ? left.getOrigin() : ((Arrival) detail).getOrigin();
        String destination =
                detail instanceof Departure left ? left.getDestination() : ((Arrival) detail).getDestination();
        // A domestic trip counts at each facility that it departs from, but on its route only at its origin.
        boolean onRoute = event.getDirection() != Direction.DOMESTIC || facility.equals(origin);
        return origin != null && destination != null && onRoute
                ? List.of("HUB/" + facility, Routes.dimension(origin, destination))
                : List.of("HUB/" + facility);
    }

    List<Recount.Interval> dwells() {
        return flatMap(CallRecount::dwell);
    }

    List<Recount.Interval> clearances() {
        return flatMap(CallRecount::clearance);
    }

    /** The stays of trains that left without a release. */
    List<Recount.Interval> unreleased() {
        return flatMap(CallRecount::unreleased);
    }

    List<StopTimes> stopTimes() {
        return flatMap(CallRecount::stopTimes);
    }

    private <T> List<T> flatMap(Function<CallRecount, Optional<T>> part) {
        return calls.stream().flatMap(call -> part.apply(call).stream()).toList();
    }

    Optional<Recount.WaitingTrain> waiting() {
        return calls.get(calls.size() - 1).waiting();
    }

    private final class CallRecount {
        private final List<TrainMovement> reports;
        private final TrainMovement arrival;
        private final TrainMovement departure;
        private final TrainMovement release;

        CallRecount(List<TrainMovement> reports) {
            this.reports = reports;
            arrival = lastCreated(Arrival.class);
            departure = lastCreated(Departure.class);
            release = Calls.release(reports).orElse(null);
        }

        private TrainMovement lastCreated(Class<?> detail) {
            return reports.stream()
                    .filter(report -> detail.isInstance(report.getDetail()))
                    .max(EffectiveReports.BY_PRECEDENCE)
                    .orElse(null);
        }

        private Instant departedAt() {
            return later(arrival.getOccurredAt(), departure.getOccurredAt());
        }

        Optional<Recount.Interval> dwell() {
            return arrival == null || departure == null
                    ? Optional.empty()
                    : Optional.of(stay((isPort ? "PORT/" : "HUB/") + facility));
        }

        Optional<Recount.Interval> unreleased() {
            return !isPort || arrival == null || departure == null || release != null
                    ? Optional.empty()
                    : Optional.of(stay("PORT/" + facility));
        }

        private Recount.Interval stay(String dimension) {
            return new Recount.Interval(
                    dimension,
                    departedAt(),
                    Duration.between(arrival.getOccurredAt(), departedAt()).toMillis(),
                    false,
                    null,
                    null);
        }

        /** The time from the arrival to the last release; a release before the arrival counts as immediate. */
        Optional<Recount.Interval> clearance() {
            if (!isPort || arrival == null || release == null) {
                return Optional.empty();
            }
            Instant arrivedAt = arrival.getOccurredAt();
            Instant free = later(arrivedAt, release.getOccurredAt());
            ClearanceRegime regime = ((Clearance) release.getDetail()).getRegime();
            return Optional.of(new Recount.Interval(
                    "PORT/" + facility,
                    free,
                    Duration.between(arrivedAt, free).toMillis(),
                    arrivedAt
                            .atZone(BEIJING)
                            .toLocalDate()
                            .equals(free.atZone(BEIJING).toLocalDate()),
                    toLodged(arrivedAt, free),
                    regime == null ? ClearanceRegime.BORDER : regime));
        }

        private Long toLodged(Instant arrivedAt, Instant free) {
            return reports.stream()
                    .filter(report -> report.getDetail() instanceof Clearance clearance
                            && clearance.getStep() == ClearanceStep.LODGED)
                    .map(TrainMovement::getOccurredAt)
                    .min(Comparator.naturalOrder())
                    .map(lodged -> lodged.isAfter(free) ? free : later(arrivedAt, lodged))
                    .map(within -> Duration.between(arrivedAt, within).toMillis())
                    .orElse(null);
        }

        /** A train waits until it leaves, and for its release until it has that. */
        Optional<Recount.WaitingTrain> waiting() {
            return !isPort || arrival == null || departure != null
                    ? Optional.empty()
                    : Optional.of(new Recount.WaitingTrain(
                            "PORT/" + facility, arrival.getOccurredAt(), run, release == null, true));
        }

        Optional<StopTimes> stopTimes() {
            if (arrival == null && departure == null) {
                return Optional.empty();
            }
            String destination = null;
            String origin = null;
            if (departure != null && facility.equals(((Departure) departure.getDetail()).getOrigin())) {
                destination = ((Departure) departure.getDetail()).getDestination();
            }
            if (arrival != null && facility.equals(((Arrival) arrival.getDetail()).getDestination())) {
                origin = ((Arrival) arrival.getDetail()).getOrigin();
            }
            return Optional.of(new StopTimes(
                    facility,
                    arrival == null ? null : arrival.getOccurredAt(),
                    departure == null ? null : departure.getOccurredAt(),
                    destination,
                    origin));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
