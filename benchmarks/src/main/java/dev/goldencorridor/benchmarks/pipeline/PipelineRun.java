package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.stage.BenchmarkException;
import dev.goldencorridor.benchmarks.stage.Processor;
import dev.goldencorridor.benchmarks.stage.Stage;
import dev.goldencorridor.benchmarks.stage.Usage;
import dev.goldencorridor.benchmarks.stage.Waiting;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A processor that works off the whole input, from nothing.
 *
 * <p>It has finished when all input and all it passes to itself is committed and the aggregates have not grown for some
 * seconds. What counts is the time between the first and the last progress seen, and the events between them; the
 * waiting at the end does not.
 */
final class PipelineRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Stage stage;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final List<TopicPartition> inputs;
    private final List<TopicPartition> outputs;

    /** @param settings of the processor, besides addresses, guarantee and names */
    PipelineRun(Stage stage, List<String> jvmOptions, Map<String, String> settings) {
        this.stage = stage;
        this.jvmOptions = jvmOptions;
        this.settings = settings;
        this.inputs = AllRecords.partitions(stage.bootstrapServers(), stage.inputs());
        // The clock is told every second, whatever happens.
        this.outputs = AllRecords.partitions(
                stage.bootstrapServers(),
                AggregateRoute.all().stream()
                        .filter(route -> !route.equals(AggregateRoute.CLOCK))
                        .map(AggregateRoute::aggregate)
                        .toList());
    }

    /** What was measured, and what the aggregates said at the end. */
    record Outcome(Measurement measurement, Answers answers) {}

    Outcome measure(int round, String guarantee) {
        stage.clear();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(ProcessorSettings.GUARANTEE_CONFIG, guarantee);
        all.put(ProcessorSettings.APPLICATION_ID_CONFIG, "benchmark-" + System.currentTimeMillis() + ".");
        long launched = System.nanoTime();
        Processor processor = Processor.start(stage, guarantee + "-" + round, jvmOptions, all);
        Sample first;
        Sample last;
        long state;
        Answers answers;
        try (processor) {
            Progress.Watch watch = new Progress.Watch(stage, processor.applicationId(), inputs, outputs);
            Sample[] seen = new Sample[2];
            Waiting.until("all is processed", LOOK_AGAIN, LIMIT, () -> isDone(watch.look(), seen, processor));
            first = seen[0];
            last = seen[1];
            state = processor.stateBytes();
            answers = Answers.of(stage);
        }
        long events = last.progress.read() - first.progress.read();
        if (events <= 0) {
            throw new BenchmarkException("everything was processed at the first look: measure more events");
        }
        return new Outcome(
                new Measurement(
                        round,
                        guarantee,
                        events,
                        Duration.ofNanos(last.nanoTime - first.nanoTime),
                        Duration.ofNanos(first.nanoTime - launched),
                        last.client.minus(first.client),
                        last.broker.minus(first.broker),
                        Usage.of(processor.jvm()),
                        state),
                answers);
    }

    /** Keeps the first progress in the first place and the last in the second. */
    private boolean isDone(Progress progress, Sample[] seen, Processor processor) {
        processor.jvm().requireAlive();
        long now = System.nanoTime();
        Sample before = seen[1];
        if (progress.read() > 0 && (before == null || !progress.isAsFarAs(before.progress))) {
            seen[1] = new Sample(
                    now,
                    progress,
                    processor.jvm().processorTime(),
                    stage.broker().processorTime());
            if (before == null) {
                seen[0] = seen[1];
            }
        }
        return progress.caughtUp() && now - seen[1].nanoTime > QUIET.toNanos();
    }

    private record Sample(long nanoTime, Progress progress, Duration client, Duration broker) {}
}
