package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one visit contributes to the figures: trips, clearance, dwell and the times of the stop. */
final class VisitRecount {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final String facility;
    private final String run;
    private final boolean isPort;
    private final Map<Direction, TrainMovement> counted = new HashMap<>();
    private TrainMovement arrival;
    private TrainMovement departure;
    private Instant lodged;
    private Instant released;

    /** @param reports the effective reports of the visit, at least one */
    VisitRecount(List<TrainMovement> reports) {
        facility = reports.get(0).getFacility();
        run = reports.get(0).getTrainRunId();
        isPort = PORTS.contains(facility);
        reports.forEach(this::read);
        // A departure before the arrival belongs to an earlier visit.
        if (arrival != null && departure != null && departure.getOccurredAt().isBefore(arrival.getOccurredAt())) {
            departure = null;
        }
    }

    /** Plans and causes of delay contribute to no figure. */
    private void read(TrainMovement event) {
        Object detail = event.getDetail();
        if (detail instanceof Departure) {
            departure = EffectiveReports.later(departure, event);
        } else if (detail instanceof Arrival) {
            arrival = EffectiveReports.later(arrival, event);
        } else if (detail instanceof Clearance clearance) {
            readClearance(clearance, event.getOccurredAt());
        }
        if (isTrip(event)) {
            counted.merge(event.getDirection(), event, EffectiveReports::later);
        }
    }

    private void readClearance(Clearance detail, Instant at) {
        ClearanceStep step = detail.getStep();
        if (step == ClearanceStep.RELEASED && (released == null || at.isAfter(released))) {
            released = at;
        }
        if (step == ClearanceStep.LODGED && (lodged == null || at.isBefore(lodged))) {
            lodged = at;
        }
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
                ? List.of("HUB/" + facility, "ROUTE/" + origin + "-" + destination)
                : List.of("HUB/" + facility);
    }

    Optional<Recount.Interval> dwell() {
        if (arrival == null || departure == null) {
            return Optional.empty();
        }
        return Optional.of(new Recount.Interval(
                (isPort ? "PORT/" : "HUB/") + facility,
                departure.getOccurredAt(),
                Duration.between(arrival.getOccurredAt(), departure.getOccurredAt())
                        .toMillis(),
                false,
                null));
    }

    /** The time from the arrival to the last release; a release before the arrival counts as immediate. */
    Optional<Recount.Interval> clearance() {
        if (!isPort || arrival == null || released == null) {
            return Optional.empty();
        }
        Instant arrivedAt = arrival.getOccurredAt();
        Instant free = released.isBefore(arrivedAt) ? arrivedAt : released;
        Long toLodged = null;
        if (lodged != null) {
            Instant within = lodged.isBefore(arrivedAt) ? arrivedAt : lodged.isAfter(free) ? free : lodged;
            toLodged = Duration.between(arrivedAt, within).toMillis();
        }
        return Optional.of(new Recount.Interval(
                "PORT/" + facility,
                free,
                Duration.between(arrivedAt, free).toMillis(),
                arrivedAt
                        .atZone(BEIJING)
                        .toLocalDate()
                        .equals(free.atZone(BEIJING).toLocalDate()),
                toLodged));
    }

    Optional<Recount.WaitingTrain> waiting() {
        if (!isPort || arrival == null || (released != null && departure != null)) {
            return Optional.empty();
        }
        return Optional.of(new Recount.WaitingTrain(
                "PORT/" + facility, arrival.getOccurredAt(), run, released == null, departure == null));
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
