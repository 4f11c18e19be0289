package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The expected times of a run: of its next event, and of each arrival and departure ahead. Each builds on the one
 * before it.
 */
final class ExpectedTimes {
    private final ExpectedDurations durations;
    private final TravelDirection direction;
    /** A late train stays about as late, and an early one as early. */
    private final long latenessMillis;

    private final Map<String, ExpectedTime> arrivals = new HashMap<>();
    private final Map<String, ExpectedTime> departures = new HashMap<>();
    private ExpectedTime next = ExpectedTime.NONE;

    ExpectedTimes(RunWay way, RunProgress progress, ExpectedDurations durations, TravelDirection direction) {
        this.durations = durations;
        this.direction = direction;
        this.latenessMillis = way.last() == null ? 0 : latenessMillis(way.last().call());
        if (progress.state() != RunProgress.State.ENDED) {
            compute(way, progress);
        }
    }

    private static long latenessMillis(Call call) {
        Call.Movement movement = call.departure().hasOccurred() ? call.departure() : call.arrival();
        return movement.isPlanned() ? movement.occurredAt() - movement.plannedAt() : 0;
    }

    ExpectedTime next() {
        return next;
    }

    /** {@link Call#UNKNOWN} if it has occurred or nothing gives a time. */
    long arrivalAt(String facility) {
        return arrivals.getOrDefault(facility, ExpectedTime.NONE).at();
    }

    /** {@link Call#UNKNOWN} if it has occurred or nothing gives a time. */
    long departureAt(String facility) {
        return departures.getOrDefault(facility, ExpectedTime.NONE).at();
    }

    private void compute(RunWay way, RunProgress progress) {
        CallAt last = way.last();
        String from = null;
        long departedAt = UNKNOWN;
        if (last != null) {
            from = last.facility();
            departedAt = last.call().departure().hasOccurred()
                    ? last.call().departure().occurredAt()
                    : expectDeparture(last, last.call().arrival().occurredAt());
        }
        List<CallAt> ahead = way.ahead();
        for (int i = 0; i < ahead.size(); i++) {
            CallAt call = ahead.get(i);
            long arrivedAt = expectArrival(from, departedAt, call.facility(), call.call());
            boolean departs = i < ahead.size() - 1
                    || call.call().departure().isPlanned()
                    || call.call().details().estimatedDepartureAt() != UNKNOWN;
            from = call.facility();
            departedAt = departs ? expectDeparture(call, arrivedAt) : UNKNOWN;
        }
        if (progress.next() != null) {
            next = next(progress.next(), way);
        }
    }

    private ExpectedTime next(RunProgress.Event event, RunWay way) {
        CallAt last = way.last();
        String facility = event.facility();
        return switch (event.name()) {
            case RunProgress.RELEASE ->
                ExpectedTime.of(
                        UNKNOWN,
                        last.call().arrival().occurredAt(),
                        durations.clearance(facility, direction),
                        ExpectedTime.Basis.PORT,
                        UNKNOWN);
            case RunProgress.DEPARTURE -> departures.getOrDefault(facility, ExpectedTime.NONE);
            default -> {
                if (!arrivals.containsKey(facility)) {
                    // No plan puts that place ahead: it is the next border or the destination.
                    expectArrival(last.facility(), last.call().departure().occurredAt(), facility, way.at(facility));
                }
                yield arrivals.get(facility);
            }
        };
    }

    /** @param call null if nothing is known of it */
    private long expectArrival(String from, long departedAt, String facility, Call call) {
        ExpectedTime expected = ExpectedTime.of(
                call == null ? UNKNOWN : call.details().estimatedArrivalAt(),
                departedAt,
                from == null ? null : durations.transit(from, facility),
                ExpectedTime.Basis.ROUTE,
                call == null ? UNKNOWN : withLateness(call.arrival()));
        arrivals.put(facility, expected);
        return expected.at();
    }

    private long expectDeparture(CallAt callAt, long arrivedAt) {
        Call call = callAt.call();
        ExpectedTime expected = ExpectedTime.of(
                call.details().estimatedDepartureAt(),
                arrivedAt,
                durations.dwell(callAt.facility(), direction),
                ExpectedTime.Basis.PORT,
                withLateness(call.departure()));
        departures.put(callAt.facility(), expected);
        return expected.at();
    }

    private long withLateness(Call.Movement movement) {
        return movement.isPlanned() ? movement.plannedAt() + latenessMillis : UNKNOWN;
    }
}
