package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** Alerts for tests. All of them concern one train that waits for its release at Khorgos. */
final class Alerts {
    static final String KEY = "CNHRS|CN|X8003|2025-06-01|CLEARANCE_OVERDUE";
    static final Instant RAISED_AT = Instant.parse("2025-06-04T14:10:00Z");

    private Alerts() {}

    static DelayAlert raised(String severity, long revision) {
        return DelayAlert.newBuilder()
                .setFacility("CNHRS")
                .setTrainRunId("CN|X8003|2025-06-01")
                .setTrainNumber("X8003")
                .setType("CLEARANCE_OVERDUE")
                .setState("RAISED")
                .setSeverity(severity)
                .setValueSeconds(43_200)
                .setThresholdSeconds(43_200)
                .setPlannedAt(null)
                .setOccurredAt(RAISED_AT.minusSeconds(43_200))
                .setRaisedAt(RAISED_AT)
                .setClearedAt(null)
                .setClearedCause(null)
                .setReason(null)
                .setParentKey(null)
                .setAsOf(RAISED_AT.plusSeconds(revision))
                .setRevision(revision)
                .build();
    }

    static DelayAlert cleared(String severity, long revision) {
        return DelayAlert.newBuilder(raised(severity, revision))
                .setState("CLEARED")
                .setClearedAt(RAISED_AT.plusSeconds(revision))
                .setClearedCause("RELEASED")
                .build();
    }

    static Position at(long offset) {
        return at("delays.khorgos", offset);
    }

    static Position at(String topic, long offset) {
        return new Position(new TopicPartition(topic, 0), offset);
    }
}
