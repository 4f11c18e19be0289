package dev.goldencorridor.processor.upgrade;

import dev.goldencorridor.processor.PipelineDriver;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;

/**
 * Makes the dump of a release, to be run on that release's code before it is tagged: {@code main} with the directory to write
 * to, {@code src/test/resources/upgrade/<date>}. {@link StateOfTheFormerReleaseTest} then starts later code on it.
 *
 * <p>The pipeline is stopped where it may be stopped: what the step before has sent is in an internal topic, and the step
 * after has not taken it yet.
 */
final class StateDumpMain {
    static final String APPLICATION = "corridor-processor.";
    static final String PANES = APPLICATION + "-panes-repartition";
    static final String NOTICES = APPLICATION + "-notices-repartition";
    static final Instant NOW = Instant.parse("2026-10-30T12:00:00Z");
    static final Instant WALL_CLOCK = Instant.parse("2026-11-01T00:00:00Z");

    /** Long retention, since reports come in no order of time; a duplicate of the oldest must be known. */
    static final Map<String, String> SETTINGS = Map.of(
            "clock", "event",
            "partitions", "1",
            "processor.journey.retention", "3650d",
            "processor.journey.open.retention", "3650d");

    private StateDumpMain() {}

    public static void main(String[] arguments) throws IOException {
        make().write(Path.of(arguments[0]));
    }

    /** The same reports at each call, under other event ids. */
    private static StateDump make() {
        try (PipelineDriver pipeline = new PipelineDriver(WALL_CLOCK, SETTINGS)) {
            TestOutputTopic<byte[], byte[]> panes = internal(pipeline, PANES);
            TestOutputTopic<byte[], byte[]> notices = internal(pipeline, NOTICES);
            pipeline.decide(new PortControl("CNAKL", true, "strong wind", NOW.minus(Duration.ofHours(30))));
            List<TrainMovement> sent = reports();
            Random random = new Random(29);
            for (TrainMovement one : sent) {
                pipeline.publish(one);
                if (random.nextInt(5) == 0) {
                    pipeline.passTime(Duration.ofMillis(600));
                }
            }
            settle(pipeline);
            panes.readRecordsToList();
            List<StateDump.Entry> entries = new ArrayList<>(StateDump.storeOf(pipeline, RollingProcessor.STORE));
            Map<AggregateRoute, List<SpecificRecord>> published = published(pipeline);

            for (TrainMovement one : lastReports()) {
                pipeline.publish(one);
                sent.add(one);
            }
            settle(pipeline);
            entries.addAll(pending(panes, PANES));
            entries.addAll(StateDump.storeOf(pipeline, RunProcessor.STORE));
            entries.addAll(StateDump.storeOf(pipeline, AlertProcessor.STORE));
            List<DelayAlert> alerts = pipeline.alertHistory();

            notices.readRecordsToList();
            pipeline.decide(new PortControl("CNHRS", true, "snow", NOW));
            entries.addAll(pending(notices, NOTICES));
            return new StateDump(entries, sent, published, alerts);
        }
    }

    private static List<TrainMovement> reports() {
        VariedReports shuffled = new VariedReports(13, Instant.parse("2026-10-28T00:00:00Z"));
        shuffled.ofFormerYears(160);
        shuffled.ofFewRuns(3, 110, NOW.minus(Duration.ofHours(1)));
        shuffled.ofABusyHour(90, Instant.parse("2026-10-29T08:00:00Z"));
        List<TrainMovement> reports = new ArrayList<>(shuffled.all());
        Collections.shuffle(reports, new Random(17));
        VariedReports inOrder = new VariedReports(19, Instant.parse("2026-10-29T00:00:00Z"));
        inOrder.ofWaitingTrains(12, NOW);
        inOrder.ofPlannedRuns(9, NOW);
        reports.addAll(inOrder.all());
        return reports;
    }

    /** Those that have not reached the last step when the pipeline stops. */
    private static List<TrainMovement> lastReports() {
        VariedReports last = new VariedReports(23, Instant.parse("2026-10-29T12:00:00Z"));
        last.ofFewRuns(6, 30, NOW);
        last.ofWaitingTrains(1, NOW.plus(Duration.ofHours(2)));
        return last.all();
    }

    private static void settle(PipelineDriver pipeline) {
        pipeline.settle();
        pipeline.passTime(Duration.ofSeconds(1));
        pipeline.settle();
    }

    private static TestOutputTopic<byte[], byte[]> internal(PipelineDriver pipeline, String topic) {
        return pipeline.driver().createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<StateDump.Entry> pending(TestOutputTopic<byte[], byte[]> topic, String name) {
        return topic.readRecordsToList().stream()
                .map(record ->
                        new StateDump.Entry(name, new String(record.key(), StandardCharsets.UTF_8), record.value()))
                .toList();
    }

    private static Map<AggregateRoute, List<SpecificRecord>> published(PipelineDriver pipeline) {
        Map<AggregateRoute, List<SpecificRecord>> published = new LinkedHashMap<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            if (!route.equals(AggregateRoute.CLOCK)) {
                published.put(
                        route,
                        pipeline.latest(route).values().stream()
                                .filter(Objects::nonNull)
                                .toList());
            }
        }
        return published;
    }
}
