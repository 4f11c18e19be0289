package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertKey;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Emits the revisions of alerts, and the tombstones that delete their keys. */
final class AlertEmitter {
    private final ProcessorContext<String, SpecificRecord> context;

    AlertEmitter(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    /**
     * Emits the current revision.
     *
     * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     */
    void emit(Alert alert, String run, long now) {
        forward(alert, run, alert.record(run, now));
    }

    /** Emits a tombstone, which deletes the alert's key. */
    void delete(Alert alert, String run) {
        forward(alert, run, null);
    }

    private void forward(Alert alert, String run, DelayAlert value) {
        String key = AlertKey.of(alert.facility(), run, alert.type()).toString();
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), AlertProcessor.ALERTS);
    }
}
