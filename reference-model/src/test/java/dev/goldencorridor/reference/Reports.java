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
        return report(UUID.randomUUID(), null, RUN, "CNHRS", detail);
    }

    /** The same event id and content at another run. */
    static TrainMovement ofRun(String run, TrainMovement report) {
        return report(report.getEventId(), null, run, report.getFacility(), report.getDetail());
    }

    /** A report that withdraws an event, if the event is of this run and facility. */
    static TrainMovement retraction(TrainMovement event, String run, String facility) {
        return report(UUID.randomUUID(), event.getEventId(), run, facility, event.getDetail());
    }

    private static TrainMovement report(UUID eventId, UUID retracts, String run, String facility, Object detail) {
        return new TrainMovement(
                eventId, retracts, run, "X8001", facility, Direction.OUTBOUND, AT, null, AT, "khorgos", detail);
    }
}
