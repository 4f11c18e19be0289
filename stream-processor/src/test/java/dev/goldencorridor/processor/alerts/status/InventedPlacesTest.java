package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.limits.RunLimits;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.CallDetails;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.RunCall;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status of a run when publishers invent places. */
class InventedPlacesTest {
    private static final PortCatalogue PORTS = PortCatalogue.builtIn();
    private static final String RUN = "CR|X8001|2026-10-25";
    private static final long NOON = 1_793_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final String LONGEST = "s".repeat(32) + ":" + "站".repeat(60);

    private final OpenAlerts alerts = new OpenAlerts();

    @Test
    void aPlaceThatNothingConfirmsChangesNothing() {
        List<CallAt> honest = List.of(call("CNXAG", "xian", NOON, "KZALA"), call("CNHRS", "khorgos", NOON + 1, null));
        List<CallAt> attacked = new ArrayList<>(honest);
        attacked.add(0, call("stanox:1", "gb-trust", NOON + MINUTE, "stanox:2"));
        attacked.add(call("stanox:2", "gb-trust", NOON + 2 * MINUTE, null));
        // The equality of Avro records cannot compare instants.
        assertThat(AggregateJson.of(record(attacked))).isEqualTo(AggregateJson.of(record(honest)));
    }

    @Test
    void aPlaceThatAnEndOfTheRunNamesCounts() {
        List<CallAt> calls =
                List.of(call("CNXAG", "xian", NOON, "stanox:1"), call("stanox:1", "gb-trust", NOON + MINUTE, null));
        assertThat(record(calls).getLastFacility()).isEqualTo("stanox:1");
    }

    @Test
    void aRunOutsideTheCatalogueBelongsToItsFirstPublisher() {
        List<CallAt> calls =
                List.of(call("stanox:1", "gb-trust", NOON, null), call("esr:1", "ktz", NOON + MINUTE, null));
        assertThat(record(calls).getCalls()).extracting(RunCall::getFacility).containsExactly("stanox:1");
    }

    @Test
    void theRecordStaysShortHoweverManyPlacesAPublisherInvents() {
        List<CallAt> calls = new ArrayList<>();
        for (int i = 0; i < RunLimits.MAX_CALLS; i++) {
            String facility = LONGEST + i;
            calls.add(call(facility, "ktz", NOON + i * MINUTE, LONGEST));
            for (AlertType type : AlertType.values()) {
                alerts.add(facility, type, i == 0 ? Severity.CRITICAL : Severity.MINOR);
            }
        }
        TrainRunStatus status = record(calls);
        assertThat(status.getCalls()).hasSize(RunLimits.MAX_STATUS_CALLS);
        assertThat(status.getCallsOmitted()).isEqualTo(RunLimits.MAX_CALLS - RunLimits.MAX_STATUS_CALLS);
        assertThat(status.getCalls().get(RunLimits.MAX_STATUS_CALLS - 1).getFacility())
                .as("the last place is among them")
                .isEqualTo(status.getLastFacility());
        assertThat(status.getAlerts())
                .hasSize(RunLimits.MAX_STATUS_ALERTS)
                .anyMatch(key -> key.startsWith(LONGEST + 0));
        assertThat(status.getWorstSeverity()).isEqualTo("CRITICAL");
        assertThat(AggregateJson.of(status)).hasSizeLessThan(100_000);
    }

    private TrainRunStatus record(List<CallAt> calls) {
        return RunStatus.of(RUN, calls, false, alerts, PORTS).record(new ExpectedDurations(PORTS), UNKNOWN);
    }

    /** A call with a departure that names the destination. */
    private static CallAt call(String facility, String publisher, long departedAt, String destination) {
        Call call = new Call(
                TravelDirection.OUTBOUND,
                "X8001",
                Call.Movement.NONE,
                new Call.Movement(departedAt, UNKNOWN, false),
                UNKNOWN,
                false,
                Call.Stopped.NEVER,
                Call.Stopped.NEVER,
                departedAt,
                List.of(),
                destination == null ? List.of() : List.of(destination));
        return new CallAt(
                facility,
                publisher,
                call.withDetails(
                        new CallDetails(null, destination, null, null, null, UNKNOWN, UNKNOWN, null, UNKNOWN)));
    }
}
