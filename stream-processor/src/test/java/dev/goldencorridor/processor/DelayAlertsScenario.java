package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A pipeline on the wall clock. It starts at midnight of 31 October, and a time of day in a test is of that day. */
abstract class DelayAlertsScenario {
    static final String RUN = "CR|X8001|2026-10-30";
    static final String OTHER = "CR|X8003|2026-10-30";
    static final String DAY = "2026-10-31T";
    static final Instant MIDNIGHT = Instant.parse("2026-10-31T00:00:00Z");

    // A grace passes in real time. Without one, a decision with an unknown schema is rejected at once.
    final PipelineDriver pipeline =
            new PipelineDriver(MIDNIGHT, Map.of("partitions", "1", "processor.schema.grace", "0ms"));
    Instant now = MIDNIGHT;

    @AfterEach
    void close() {
        pipeline.close();
    }

    void goTo(String timeOfDay) {
        pass(Duration.between(now, time(timeOfDay)));
    }

    void pass(Duration time) {
        now = now.plus(time);
        pipeline.passTime(time);
    }

    static Instant time(String timeOfDay) {
        return Instant.parse(DAY + timeOfDay + "Z");
    }

    DelayAlert alert(String facility, String run, String type) {
        DelayAlert alert = pipeline.alerts().get(facility + "|" + run + "|" + type);
        assertThat(alert).as(facility + " " + type + " of " + pipeline.alerts()).isNotNull();
        return alert;
    }

    List<DelayAlert> history(String facility, String run, String type) {
        return pipeline.alertHistory(facility + "|" + run + "|" + type);
    }
}
