package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.metrics.AlertGauges;
import dev.goldencorridor.processor.tracing.ProcessSpans;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Emits the revisions of alerts, and the tombstones that delete their keys. */
final class AlertEmitter {
    private final ProcessorContext<String, SpecificRecord> context;
    private final AlertGauges gauges;
    private final ProcessSpans spans;
    /** The event that is processed now; null in a punctuation. */
    private EventCause cause;

    /** @param gauges counts the raised alerts of the task */
    AlertEmitter(ProcessorContext<String, SpecificRecord> context, AlertGauges gauges, ProcessSpans spans) {
        this.context = context;
        this.gauges = gauges;
        this.spans = spans;
    }

    /** Sets the event that causes the next revisions; null if time does. */
    void causedBy(EventCause event) {
        cause = event;
    }

    /**
     * Emits the current revision.
     *
     * @param before the alert before this revision
     * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     */
    void emit(Alert before, Alert alert, String run, long now) {
        gauges.revised(alert.type(), before.raisedSeverity(), alert.raisedSeverity());
        forward(alert, run, alert.record(run, now));
    }

    /** Emits a tombstone, which deletes the alert's key. */
    void delete(Alert alert, String run) {
        forward(alert, run, null);
    }

    private void forward(Alert alert, String run, DelayAlert value) {
        String key = AlertKey.of(alert.facility(), run, alert.type()).toString();
        Record<String, SpecificRecord> record = new Record<>(key, value, context.currentSystemTimeMs());
        spans.addCause(cause, TopicCatalogue.DELAYS, record);
        context.forward(record, AlertProcessor.ALERTS);
    }
}
