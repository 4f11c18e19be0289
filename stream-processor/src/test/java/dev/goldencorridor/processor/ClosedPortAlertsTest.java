package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PortControl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Alerts of closed ports, and decisions about ports. */
class ClosedPortAlertsTest extends DelayAlertsScenario {
    @Test
    void theAlertOfAClosedPortIsTheParentOfItsTrainsAlertsUntilThePortOpens() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        pipeline.publish(arrival(OTHER, "CNHRS", Direction.RETURN, DAY + "01:00:00Z"));
        goTo("12:00:00");
        pipeline.decide(new PortControl("CNHRS", true, "strong wind", time("12:00:00")));
        String parent = "CNHRS|ALL|PORT_CLOSED";
        DelayAlert closed = pipeline.alerts().get(parent);
        assertThat(closed.getState()).isEqualTo("RAISED");
        assertThat(closed.getTrainRunId()).isEqualTo("ALL");
        assertThat(closed.getTrainNumber()).isNull();
        assertThat(closed.getReason()).isEqualTo("strong wind");
        assertThat(closed.getRaisedAt()).isEqualTo(time("12:00:00"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getParentKey()).isEqualTo(parent);
        goTo("13:00:00");
        assertThat(alert("CNHRS", OTHER, "CLEARANCE_OVERDUE").getParentKey()).isEqualTo(parent);
        pipeline.decide(new PortControl("CNHRS", true, "strong wind", time("12:00:00")));
        assertThat(pipeline.alertHistory(parent)).hasSize(1);
        assertThat(history("CNHRS", RUN, "CLEARANCE_OVERDUE")).hasSize(2);
        goTo("14:00:00");
        pipeline.decide("CNHRS", null);
        assertThat(pipeline.alerts().get(parent).getClearedCause()).isEqualTo("REOPENED");
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getParentKey()).isNull();
        assertThat(alert("CNHRS", OTHER, "CLEARANCE_OVERDUE").getParentKey()).isNull();
        pass(Duration.ofHours(24));
        assertThat(pipeline.alerts()).doesNotContainKey(parent);
    }

    @Test
    void aDecisionThatCannotBeReadIsRejectedAndTheNextOneApplies() {
        pipeline.decide("CNHRS", new byte[] {1, 2, 3});
        pipeline.decide(null, new byte[] {1, 2, 3});
        pipeline.decide("CNHRS", new byte[] {0, 0, 0, 0, 99, 7});
        pipeline.decide("Khorgos", new byte[] {1, 2, 3});
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected)
                .extracting(ClosedPortAlertsTest::reason)
                .containsExactly("NOT_WIRE_FORMAT", "NULL_KEY", "UNKNOWN_SCHEMA", "BLANK_FIELD");
        assertThat(rejected.get(0).value()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(header(rejected.get(2), "topic")).isEqualTo("corridor.control");
        assertThat(rejected.get(2).getRecordTime())
                .as("the topic of the rejects deletes what is old")
                .isEqualTo(now);
        pipeline.decide(new PortControl("CNAKL", true, null, MIDNIGHT));
        assertThat(pipeline.alerts()).containsKey("CNAKL|ALL|PORT_CLOSED");
    }

    private static String reason(TestRecord<byte[], byte[]> rejected) {
        return header(rejected, "reason");
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
