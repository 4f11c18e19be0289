package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * An input that is processed from its beginning.
 *
 * <p>It is complete when all input and all records of internal topics are committed, and the aggregates have not grown
 * for some seconds. The measurement covers the events and the time between the first and the last observed progress.
 * The wait at the end does not count.
 */
public final class Backlog {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Stage stage;
    private final List<TopicPartition> inputs;
    private final List<TopicPartition> outputs;
    private Sample first;
    private Sample last;

    private record Sample(long nanoTime, Progress progress, Duration client, Duration broker) {}

    /**
     * The measurement.
     *
     * @param events between first and last progress
     * @param took the time between them
     * @param firstNanos the time of the first progress, by {@link System#nanoTime()}
     * @param client CPU time of the processors between the two
     * @param broker CPU time of the broker between the two
     */
    public record Throughput(long events, Duration took, long firstNanos, Duration client, Duration broker) {}

    public Backlog(Stage stage) {
        this.stage = stage;
        this.inputs = AllRecords.partitions(stage.bootstrapServers(), stage.inputs());
        // The clock topic always grows, because the processor publishes it every second.
        this.outputs = AllRecords.partitions(
                stage.bootstrapServers(),
                AggregateRoute.all().stream()
                        .filter(route -> !route.equals(AggregateRoute.CLOCK))
                        .map(AggregateRoute::aggregate)
                        .toList());
    }

    /** Observes the newly started processors of one application until they have processed the whole input. */
    public Throughput watch(String applicationId, List<Processor> processors) {
        Progress.Watch watch = new Progress.Watch(stage, applicationId, inputs, outputs);
        first = null;
        last = null;
        Waiting.until("all is processed", POLL_INTERVAL, LIMIT, () -> {
            stage.broker().requireAlive();
            processors.forEach(processor -> processor.jvm().requireAlive());
            return isDone(watch.poll(), processors);
        });
        long events = last.progress.read() - first.progress.read();
        if (events <= 0) {
            throw new BenchmarkException("everything was processed before the first poll; measure more events");
        }
        return new Throughput(
                events,
                Duration.ofNanos(last.nanoTime - first.nanoTime),
                first.nanoTime,
                last.client.minus(first.client),
                last.broker.minus(first.broker));
    }

    private boolean isDone(Progress progress, List<Processor> processors) {
        long now = System.nanoTime();
        if (progress.read() > 0 && (last == null || !progress.isAsFarAs(last.progress))) {
            Duration client = processors.stream()
                    .map(processor -> processor.jvm().processorTime())
                    .reduce(Duration.ZERO, Duration::plus);
            last = new Sample(now, progress, client, stage.broker().processorTime());
            if (first == null) {
                first = last;
            }
        }
        return progress.caughtUp() && now - last.nanoTime > QUIET.toNanos();
    }
}
