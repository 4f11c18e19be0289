package dev.goldencorridor.processor.tracing;

import dev.goldencorridor.runtime.tracing.MessageOperation;
import dev.goldencorridor.runtime.tracing.MessageSpan;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Records a span for each event and each group of values that it changed: from the time at which the broker took the
 * event until the first value of the group was emitted. The values carry the span, so that their delivery becomes its
 * child. For a task's thread.
 */
public final class ProcessSpans {
    /** All input topics, since the step does not know which one the event came from. */
    private static final String INPUTS = TopicCatalogue.MOVEMENTS_PREFIX + "*";

    private static final String NODE = "corridor.node";
    private static final String EMITTED_TOPIC = "corridor.emitted.topic";
    private static final String EMITTED_KEY = "corridor.emitted.key";

    private final Tracing tracing;
    /** The node of the topology that receives the values. */
    private final String node;

    private final String group;
    /** The last cause, and the one that its values carry. */
    private EventCause last;

    private EventCause lastEmitted;

    private ProcessSpans(Tracing tracing, String node, String group) {
        this.tracing = tracing;
        this.node = node;
        this.group = group;
    }

    /** The spans of the values that one node of the topology receives. */
    public static ProcessSpans of(Tracing tracing, String node, ProcessorContext<?, ?> context) {
        return new ProcessSpans(tracing, node, context.applicationId());
    }

    /**
     * Adds the cause of an emitted value to its headers. Values that follow each other with the same cause are a group.
     *
     * @param cause the last event that contributed; null if there is none
     * @param topic the topic of the value
     * @param emitted the value; its timestamp is the time of day
     */
    @SuppressWarnings("ReferenceEquality") // A group has the same object; two events never have.
    public void addCause(EventCause cause, String topic, Record<String, ?> emitted) {
        if (cause == null) {
            return;
        }
        if (!tracing.isRecorded(cause.traceParent())) {
            cause.addTo(emitted.headers());
            return;
        }
        if (cause != last) {
            last = cause;
            lastEmitted = record(cause, topic, emitted);
        }
        lastEmitted.addTo(emitted.headers());
    }

    private EventCause record(EventCause cause, String topic, Record<String, ?> emitted) {
        MessageSpan span = tracing.beginAt(MessageOperation.PROCESS, INPUTS, cause.traceParent(), cause.publishedAt());
        if (!span.isRecorded()) {
            return cause;
        }
        byte[] traceParent = span.traceParent();
        span.with(MessageSpan.CONSUMER_GROUP, group)
                .with(NODE, node)
                .with(EMITTED_TOPIC, topic)
                .with(EMITTED_KEY, emitted.key())
                // The broker's clock may be ahead.
                .endAt(Math.max(emitted.timestamp(), cause.publishedAt()));
        return new EventCause(cause.publishedAt(), traceParent);
    }
}
