package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * An input that is processed from its beginning.
 *
 * <p>It is complete when all input and all records of internal topics are committed, and the aggregates have not grown
 * for some seconds. The measurement covers the events and the time between the first and the last observed progress,
 * and the second half of it. The wait at the end does not count.
 */
public final class Backlog {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Stage stage;
    private final List<TopicPartition> inputs;
    private final List<TopicPartition> outputs;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long nanoTime, Progress progress, Duration client, Duration broker) {
        private Throughput until(Sample later) {
            return new Throughput(
                    later.progress.read() - progress.read(),
                    Duration.ofNanos(later.nanoTime - nanoTime),
                    nanoTime,
                    later.client.minus(client),
                    later.broker.minus(broker));
        }
    }

    /**
     * Both measurements of one input.
     *
     * @param whole from the first to the last progress
     * @param secondHalf from the last progress with at most half of the events. Most code is compiled by then
     */
    public record Watched(Throughput whole, Throughput secondHalf) {}

    /**
     * What happened between two observed progresses.
     *
     * @param events between the two
     * @param took the time between them
     * @param firstNanos the time of the earlier one, by {@link System#nanoTime()}
     * @param client CPU time of the processors between the two
     * @param broker CPU time of the broker between the two
     */
    public record Throughput(long events, Duration took, long firstNanos, Duration client, Duration broker) {
        public double eventsPerSecond() {
            return events * 1e9 / took.toNanos();
        }

        /** Seconds of CPU time for a million events. */
        public double clientPerMillion() {
            return client.toNanos() / 1e3 / events;
        }

        /** Seconds of CPU time for a million events. */
        public double brokerPerMillion() {
            return broker.toNanos() / 1e3 / events;
        }
    }

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
    public Watched watch(String applicationId, List<Processor> processors) {
        Progress.Watch watch = new Progress.Watch(stage, applicationId, inputs, outputs);
        samples.clear();
        Waiting.until("all is processed", POLL_INTERVAL, LIMIT, () -> {
            stage.broker().requireAlive();
            processors.forEach(processor -> processor.jvm().requireAlive());
            return isDone(watch.poll(), processors);
        });
        Sample first = samples.get(0);
        Sample last = last();
        long events = last.progress.read() - first.progress.read();
        if (events <= 0) {
            throw new BenchmarkException("everything was processed before the first poll; measure more events");
        }
        Sample half = samples.stream()
                .filter(sample -> sample.progress.read() - first.progress.read() <= events / 2)
                .reduce(first, (earlier, later) -> later);
        return new Watched(first.until(last), half.until(last));
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }

    private boolean isDone(Progress progress, List<Processor> processors) {
        long now = System.nanoTime();
        if (progress.read() > 0 && (samples.isEmpty() || !progress.isAsFarAs(last().progress))) {
            Duration client = processors.stream()
                    .map(processor -> processor.jvm().processorTime())
                    .reduce(Duration.ZERO, Duration::plus);
            samples.add(new Sample(now, progress, client, stage.broker().processorTime()));
        }
        return progress.caughtUp() && now - last().nanoTime > QUIET.toNanos();
    }
}
