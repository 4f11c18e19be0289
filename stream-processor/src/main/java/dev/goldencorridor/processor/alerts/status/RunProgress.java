package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.CallDetails;
import dev.goldencorridor.schemas.places.PortCatalogue;

/**
 * How far a run has come: its state, its last event and its next event. Instants are milliseconds since
 * 1970-01-01T00:00Z, or {@link Call#UNKNOWN}.
 *
 * @param last null if nothing has happened
 * @param next null if no further event is expected, or if nobody says which
 * @param awaitsRelease whether the train is at a border port and not released
 * @param endedAt when the run ended; unknown while it goes on, and if no event ended it
 */
record RunProgress(State state, Event last, Event next, boolean awaitsRelease, long endedAt) {
    static final String ARRIVAL = "ARRIVAL";
    static final String DEPARTURE = "DEPARTURE";
    static final String RELEASE = "RELEASE";

    /** The names are those of the contract. */
    enum State {
        PLANNED,
        UNDER_WAY,
        AT_PLACE,
        ENDED
    }

    /**
     * An event that has occurred or is expected.
     *
     * @param name {@link #ARRIVAL}, {@link #DEPARTURE}, {@link #RELEASE}, or the name of a customs step
     * @param at when it occurred; unknown for an expected event
     * @param plannedAt the plan of the event; for a release and a customs step that of the train's movement
     */
    record Event(String facility, String name, long at, long plannedAt) {}

    static RunProgress of(RunWay way, PortCatalogue ports, boolean isExpired) {
        CallAt last = way.last();
        RunProgress progress = last == null ? beforeFirstEvent(way) : after(last, way, ports);
        return isExpired && progress.state != State.ENDED
                ? new RunProgress(State.ENDED, progress.last, null, false, UNKNOWN)
                : progress;
    }

    private static RunProgress beforeFirstEvent(RunWay way) {
        if (!way.ahead().isEmpty()) {
            return new RunProgress(State.PLANNED, null, next(way.ahead().get(0)), false, UNKNOWN);
        }
        // Only cancelled plans are left, or steps of customs before any movement.
        State state = way.hasPlans() ? State.ENDED : State.PLANNED;
        return new RunProgress(state, null, null, false, UNKNOWN);
    }

    private static RunProgress after(CallAt last, RunWay way, PortCatalogue ports) {
        Call call = last.call();
        if (call.departure().hasOccurred()) {
            return departed(last, way);
        }
        boolean isPort = ports.isBorderPort(last.facility());
        Event event = lastEventAt(last);
        if (isPort && !call.isReleased()) {
            Event release = new Event(
                    last.facility(), RELEASE, UNKNOWN, call.departure().plannedAt());
            return new RunProgress(State.AT_PLACE, event, release, true, UNKNOWN);
        }
        if (isLastPlace(last, way)) {
            long endedAt = isPort
                    ? Math.max(call.arrival().occurredAt(), call.releasedAt())
                    : call.arrival().occurredAt();
            return new RunProgress(State.ENDED, event, null, false, endedAt);
        }
        Event departure =
                new Event(last.facility(), DEPARTURE, UNKNOWN, call.departure().plannedAt());
        return new RunProgress(State.AT_PLACE, event, departure, false, UNKNOWN);
    }

    /** The last event of a train that has not departed: its arrival, or a step of customs after it. */
    private static Event lastEventAt(CallAt last) {
        Call.Movement arrival = last.call().arrival();
        CallDetails details = last.call().details();
        boolean isStep = details.lastStep() != null && details.lastStepAt() >= arrival.occurredAt();
        return new Event(
                last.facility(),
                isStep ? details.lastStep().name() : ARRIVAL,
                isStep ? details.lastStepAt() : arrival.occurredAt(),
                arrival.plannedAt());
    }

    private static RunProgress departed(CallAt last, RunWay way) {
        Call.Movement departure = last.call().departure();
        Event event = new Event(last.facility(), DEPARTURE, departure.occurredAt(), departure.plannedAt());
        if (!way.ahead().isEmpty()) {
            return new RunProgress(State.UNDER_WAY, event, next(way.ahead().get(0)), false, UNKNOWN);
        }
        String place = unplannedNextPlace(last, way);
        if (place != null) {
            Call known = way.at(place);
            long plannedAt = known == null ? UNKNOWN : known.arrival().plannedAt();
            return new RunProgress(
                    State.UNDER_WAY, event, new Event(place, ARRIVAL, UNKNOWN, plannedAt), false, UNKNOWN);
        }
        boolean isOver = way.hasPlans() || destination(way) != null;
        return isOver
                ? new RunProgress(State.ENDED, event, null, false, departure.occurredAt())
                : new RunProgress(State.UNDER_WAY, event, null, false, UNKNOWN);
    }

    private static Event next(CallAt ahead) {
        Call call = ahead.call();
        boolean isArrivalExpected = call.arrival().isPlanned() || call.details().estimatedArrivalAt() != UNKNOWN;
        Call.Movement movement = isArrivalExpected ? call.arrival() : call.departure();
        return new Event(ahead.facility(), isArrivalExpected ? ARRIVAL : DEPARTURE, UNKNOWN, movement.plannedAt());
    }

    /** Whether the train ends its run at the place where it is. */
    private static boolean isLastPlace(CallAt last, RunWay way) {
        boolean isDepartureExpected =
                last.call().departure().isPlanned() || last.call().details().estimatedDepartureAt() != UNKNOWN;
        if (isDepartureExpected || !way.ahead().isEmpty()) {
            return false;
        }
        return last.facility().equals(destination(way)) || (way.hasPlans() && unplannedNextPlace(last, way) == null);
    }

    /**
     * The next border or the destination, if no plan names the next place; null if neither is ahead. Its plan may be
     * older than that of a place already reached.
     */
    private static String unplannedNextPlace(CallAt last, RunWay way) {
        String nextBorder = last.call().details().nextBorder();
        if (nextBorder != null && isAhead(nextBorder, way)) {
            return nextBorder;
        }
        String destination = destination(way);
        return destination != null && isAhead(destination, way) ? destination : null;
    }

    private static boolean isAhead(String facility, RunWay way) {
        return !way.hasReached(facility) && !way.hasCancelled(facility);
    }

    private static String destination(RunWay way) {
        return way.lastKnown(call -> call.details().destination());
    }
}
