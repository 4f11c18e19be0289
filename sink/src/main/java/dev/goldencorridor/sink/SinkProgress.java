package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.runtime.health.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The progress of the sink, for its probes, metrics and spans. The sink is live while its loop turns, also through outages. It is ready
 * while it delivers: it is a member of its group, and its last turn did not fail. The sink's thread writes; probes read.
 */
final class SinkProgress {
    static final String APPLICATION = "sink";

    private final Heartbeat heartbeat;
    private final SinkMetrics metrics;
    private final DeliverySpans spans;
    private volatile String state = "starting";
    private volatile boolean isReady;

    /**
     * @param metrics counts what the loop delivers
     * @param spans records what the loop delivers
     * @param maxTurn the longest turn of the loop; a longer one means that it hangs
     */
    SinkProgress(Health health, SinkMetrics metrics, DeliverySpans spans, Duration maxTurn) {
        this.metrics = metrics;
        this.spans = spans;
        this.heartbeat = health.heartbeat(APPLICATION + "/delivery", maxTurn);
        health.application(APPLICATION, () -> Readiness.of(isReady, state));
    }

    /**
     * Runs a transaction, and counts it with its records.
     *
     * @param transaction delivers the records; its exception is passed on
     */
    void transaction(List<ProducerRecord<byte[], byte[]>> records, Clock clock, Runnable transaction) {
        metrics.count(records, clock, () -> spans.record(records, transaction));
    }

    void starting(String step) {
        state = step;
    }

    /** A turn of the loop begins. */
    void turn() {
        heartbeat.beat();
    }

    /** A turn ended without a failure. */
    void delivered(boolean isMember) {
        isReady = isMember;
        state = isMember ? "delivering" : "joining the group";
    }

    void failed() {
        isReady = false;
        state = "retrying after a failure";
    }
}
