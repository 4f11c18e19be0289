package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.UUID;

/** Creates reports for the tests of the oracles, all of one instant. */
final class Reports {
    static final String RUN = "CR|X8001|2026-10-30";
    static final String OTHER_RUN = "CR|X8003|2026-10-30";

    private static final Instant AT = Instant.parse("2026-10-31T10:00:00Z");

    private Reports() {}

    static TrainMovement report(Object detail) {
        return at("CNHRS", AT, null, detail);
    }

    /** A report of an instant at a facility; its plan may be null. */
    static TrainMovement at(String facility, Instant occurredAt, Instant plannedAt, Object detail) {
        return report(UUID.randomUUID(), null, RUN, facility, occurredAt, plannedAt, detail);
    }

    /** The same event id and content at another run. */
    static TrainMovement ofRun(String run, TrainMovement report) {
        return report(
                report.getEventId(),
                null,
                run,
                report.getFacility(),
                report.getOccurredAt(),
                report.getPlannedAt(),
                report.getDetail());
    }

    /** A report that retracts an event, if the event is of this run and facility. */
    static TrainMovement retraction(TrainMovement event, String run, String facility) {
        return report(UUID.randomUUID(), event.getEventId(), run, facility, AT, null, event.getDetail());
    }

    private static TrainMovement report(
            UUID eventId, UUID retracts, String run, String facility, Instant at, Instant plannedAt, Object detail) {
        return new TrainMovement(
                eventId, retracts, run, "X8001", facility, Direction.OUTBOUND, at, plannedAt, at, "khorgos", detail);
    }
}
