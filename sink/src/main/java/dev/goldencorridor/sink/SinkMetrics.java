package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** The metrics of the sink. For the sink's thread. */
final class SinkMetrics {
    static final MetricDeclaration DELIVERED = MetricDeclaration.counter(
            "corridor_sink_delivered_total", "Records that were written and committed", "topic");
    static final MetricDeclaration CONFLATED = MetricDeclaration.counter(
            "corridor_sink_conflated_total",
            "Values that were not delivered, since a later one replaced them within sink.min.interval",
            "topic");
    static final MetricDeclaration UNCHANGED = MetricDeclaration.counter(
            "corridor_sink_unchanged_total",
            "Values that were not delivered, since their content was delivered already",
            "topic");
    static final MetricDeclaration REJECTED = MetricDeclaration.counter(
            "corridor_sink_rejected_total", "Records that cannot be delivered and went to corridor.rejected", "reason");
    static final MetricDeclaration TRANSACTIONS = MetricDeclaration.counter(
            "corridor_sink_transactions_total", "Transactions: committed, or failed and repeated", "result");
    static final MetricDeclaration TRANSACTION_SECONDS = MetricDeclaration.histogram(
            "corridor_sink_transaction_seconds",
            "Duration of a committed transaction",
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0));
    static final MetricDeclaration LATENCY = MetricDeclaration.histogram(
            "corridor_delivery_latency_seconds",
            "Time from the broker taking an event until the sink has committed a value that the event changed",
            List.of(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3_600.0),
            "topic");
    static final MetricDeclaration LAST_CLOCK = MetricDeclaration.gauge(
            "corridor_clock_delivered_timestamp_seconds",
            "When the last value of ops.clock was delivered, in Unix time; it stops if the pipeline stops committing");

    private static final double MILLIS_IN_SECOND = 1e3;
    private static final double NANOS_IN_SECOND = 1e9;

    private final Metrics metrics;
    private final Map<String, Delivered> delivered = new HashMap<>();
    private final Counter committed;
    private final Counter failed;
    private final DistributionSummary seconds;
    private GaugeFamily.Cell lastClock;

    SinkMetrics(Metrics metrics) {
        this.metrics = metrics;
        this.committed = metrics.counter(TRANSACTIONS, "committed");
        this.failed = metrics.counter(TRANSACTIONS, "failed");
        this.seconds = metrics.histogram(TRANSACTION_SECONDS);
    }

    /** The metrics that this class declares. */
    static List<MetricDeclaration> declarations() {
        return List.of(
                DELIVERED, CONFLATED, UNCHANGED, REJECTED, TRANSACTIONS, TRANSACTION_SECONDS, LATENCY, LAST_CLOCK);
    }

    /** The counters of values that are not delivered to a topic. */
    NotDelivered notDelivered(String topic) {
        return new NotDelivered(metrics.counter(CONFLATED, topic), metrics.counter(UNCHANGED, topic));
    }

    /** Counters of values that are not delivered. */
    record NotDelivered(Counter conflated, Counter unchanged) {}

    /**
     * Counts a transaction, and its records if it is committed.
     *
     * @param transaction delivers the records; its exception is passed on
     */
    void count(List<ProducerRecord<byte[], byte[]>> records, Clock clock, Runnable transaction) {
        long begin = System.nanoTime();
        try {
            transaction.run();
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
        committed(records, System.nanoTime() - begin, clock.millis());
    }

    private void committed(List<ProducerRecord<byte[], byte[]>> records, long nanos, long now) {
        committed.increment();
        seconds.record(nanos / NANOS_IN_SECOND);
        for (ProducerRecord<byte[], byte[]> record : records) {
            delivered.computeIfAbsent(record.topic(), Delivered::new).add(record, now);
            if (record.topic().equals(AggregateRoute.CLOCK.downstream())) {
                clockDelivered(now);
            } else if (record.topic().equals(TopicCatalogue.REJECTED)) {
                countRejected(record);
            }
        }
    }

    /** The metrics of the records that were delivered to one topic. */
    private final class Delivered {
        private final Counter records;
        private final DistributionSummary latency;

        Delivered(String topic) {
            this.records = metrics.counter(DELIVERED, topic);
            this.latency = metrics.histogram(LATENCY, topic);
        }

        void add(ProducerRecord<byte[], byte[]> record, long now) {
            records.increment();
            EventCause cause = EventCause.of(record.headers());
            if (cause != null) {
                latency.record(Math.max(0, now - cause.publishedAt()) / MILLIS_IN_SECOND);
            }
        }
    }

    /** Only an instance that delivers the clock has the gauge. */
    private void clockDelivered(long now) {
        if (lastClock == null) {
            lastClock = metrics.family(LAST_CLOCK).cell();
        }
        lastClock.set(now / MILLIS_IN_SECOND);
    }

    private void countRejected(ProducerRecord<byte[], byte[]> record) {
        Header reason = record.headers().lastHeader(RejectHeaders.REASON);
        if (reason != null) {
            metrics.counter(REJECTED, new String(reason.value(), StandardCharsets.UTF_8))
                    .increment();
        }
    }
}
