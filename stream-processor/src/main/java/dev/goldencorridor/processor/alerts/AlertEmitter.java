package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.schemas.DelayAlert;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes on what has become of alerts. */
final class AlertEmitter {
    private final ProcessorContext<String, DelayAlert> context;

    AlertEmitter(ProcessorContext<String, DelayAlert> context) {
        this.context = context;
    }

    /**
     * Tells it as it is now.
     *
     * @param clock the pipeline's, milliseconds since 1970-01-01T00:00Z
     */
    void tell(Alert alert, String run, long clock) {
        forward(alert, run, alert.record(run, clock));
    }

    /** Deletes its key. */
    void withdraw(Alert alert, String run) {
        forward(alert, run, null);
    }

    private void forward(Alert alert, String run, DelayAlert value) {
        context.forward(
                new Record<>(Alert.key(alert.facility(), run, alert.type()), value, context.currentSystemTimeMs()));
    }
}
