package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many records of its run an event writes to the changelogs. The driver commits after each event. */
class ChangelogRecordsTest {
    private static final String RUN = "CR|X8001|2026-10-31";

    private final PipelineDriver pipeline =
            new PipelineDriver(Instant.parse("2026-11-01T00:00:00Z"), Map.of("clock", "wall", "partitions", "1"));
    private final TestOutputTopic<String, byte[]> runs = changelog(RunProcessor.STORE);
    private final TestOutputTopic<String, byte[]> alerts = changelog(AlertProcessor.STORE);

    private TestOutputTopic<String, byte[]> changelog(String store) {
        return pipeline.driver()
                .createOutputTopic(
                        "corridor-processor.-" + store + "-changelog",
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anEventOfAWatchedRunWritesOneRecord() {
        pipeline.settle();
        publish(Movements.arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T20:00:00Z"));
        pipeline.settle();
        assertThat(keysOf(runs)).containsExactly("i" + RUN);
        assertThat(keysOf(alerts)).containsExactly("o" + RUN);
        publish(Movements.step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.LODGED, "2026-10-31T21:00:00Z"));
        pipeline.settle();
        assertThat(keysOf(runs)).containsExactly("i" + RUN);
        assertThat(keysOf(alerts)).isEmpty();
        assertThat(pipeline.all(AggregateRoute.RUNS))
                .as("a status was published with each")
                .hasSize(2);
    }

    @Test
    void aRunThatIsNoLongerWatchedLeavesTheIndex() {
        publish(Movements.arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T20:00:00Z"));
        pipeline.passTime(Duration.ofDays(91));
        pipeline.settle();
        // The status of the run stays for two days after its end.
        pipeline.passTime(Duration.ofDays(3));
        pipeline.settle();
        assertThat(pipeline.stored(AlertProcessor.STORE)).noneMatch(key -> key.contains(RUN));
        assertThat(pipeline.stored(RunProcessor.STORE)).contains("i" + RUN);
    }

    /** The broker has just appended the movement, so the step is not behind. */
    private void publish(TrainMovement movement) {
        pipeline.publish(
                movement.getPublisher(),
                RUN.getBytes(StandardCharsets.UTF_8),
                pipeline.encode(movement),
                pipeline.now());
    }

    /** The keys of the records of the run since the last call. */
    private static List<String> keysOf(TestOutputTopic<String, byte[]> changelog) {
        return changelog.readRecordsToList().stream()
                .map(TestRecord::key)
                .filter(key -> key.substring(1).equals(RUN))
                .toList();
    }
}
