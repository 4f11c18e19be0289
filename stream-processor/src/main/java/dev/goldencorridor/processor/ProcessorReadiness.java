package dev.goldencorridor.processor;

import dev.goldencorridor.runtime.health.Readiness;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether the stream-processor is ready: it has started, Kafka Streams is RUNNING, and no active task restores. During
 * a rebalance and a restore it is not ready. Thread-safe.
 */
final class ProcessorReadiness {
    private final Supplier<KafkaStreams.State> streams;
    private final RestoreProgress restore;
    /** What the start does now; null once Kafka Streams has been started. */
    private volatile String startStep = "starting";

    ProcessorReadiness(Supplier<KafkaStreams.State> streams, RestoreProgress restore) {
        this.streams = streams;
        this.restore = restore;
    }

    void starting(String step) {
        startStep = step;
    }

    void started() {
        startStep = null;
    }

    Readiness readiness() {
        String step = startStep;
        if (step != null) {
            return Readiness.of(false, step);
        }
        KafkaStreams.State state = streams.get();
        OptionalInt percent = restore.percent();
        return percent.isPresent()
                ? new Readiness(
                        false,
                        Map.of(
                                "state", state.name(),
                                "restoredPercent", percent.getAsInt(),
                                "remainingRecords", restore.remainingRecords()))
                : Readiness.of(state == KafkaStreams.State.RUNNING, state.name());
    }
}
