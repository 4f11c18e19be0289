package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import java.time.Instant;
import java.util.List;

/** Changed calls of a train on its return, for tests of the step. */
final class ChangedCalls {
    private ChangedCalls() {}

    static RunUpdate.CallChanged arrived(String facility, Instant at) {
        return released(facility, at, null);
    }

    static RunUpdate.CallChanged released(String facility, Instant arrivedAt, Instant releasedAt) {
        return changed(
                facility,
                new Call.Movement(arrivedAt.toEpochMilli(), UNKNOWN, false),
                releasedAt == null ? UNKNOWN : releasedAt.toEpochMilli());
    }

    static RunUpdate.CallChanged planned(String facility, Instant plannedAt, Instant arrivedAt) {
        return changed(facility, new Call.Movement(arrivedAt.toEpochMilli(), plannedAt.toEpochMilli(), false), UNKNOWN);
    }

    /** An arrival whose last reported plan cancels it. */
    static RunUpdate.CallChanged cancelled(String facility, Instant reportedAt) {
        return changed(facility, new Call.Movement(UNKNOWN, UNKNOWN, true), UNKNOWN, reportedAt.toEpochMilli());
    }

    private static RunUpdate.CallChanged changed(String facility, Call.Movement arrival, long releasedAt) {
        return changed(facility, arrival, releasedAt, Math.max(arrival.occurredAt(), releasedAt));
    }

    private static RunUpdate.CallChanged changed(String facility, Call.Movement arrival, long releasedAt, long last) {
        Call.Stopped never = new Call.Stopped(UNKNOWN, null);
        return new RunUpdate.CallChanged(
                facility,
                "khorgos",
                new Call(
                        TravelDirection.RETURN,
                        "X8001",
                        arrival,
                        new Call.Movement(UNKNOWN, UNKNOWN, false),
                        releasedAt,
                        false,
                        never,
                        never,
                        last,
                        List.of(),
                        List.of()),
                last);
    }
}
