package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.tracing.MessageOperation;
import dev.goldencorridor.runtime.tracing.MessageSpan;
import dev.goldencorridor.runtime.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records a span for each event and topic of a transaction: from the beginning of the transaction until its commit. The
 * delivered values carry it, so that a consumer can continue the trace. For the sink's thread.
 */
final class DeliverySpans {
    private final Tracing tracing;

    DeliverySpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** The values of one topic that one event caused. */
    private record Group(String topic, String parent) {}

    /** The values of one group, and their span. */
    private static final class Batch {
        private final MessageSpan span;
        private final byte[] traceParent;
        private long records;

        Batch(MessageSpan span) {
            this.span = span;
            this.traceParent = span.traceParent();
        }

        void add(ProducerRecord<byte[], byte[]> record) {
            records++;
            record.headers().remove(TraceParent.HEADER);
            TraceParent.addTo(record.headers(), traceParent);
        }
    }

    /**
     * Runs a transaction within the spans of its records.
     *
     * @param transaction delivers the records; its exception is passed on
     */
    void record(List<ProducerRecord<byte[], byte[]>> records, Runnable transaction) {
        if (!tracing.isOn()) {
            transaction.run();
            return;
        }
        List<Batch> batches = begin(records);
        try {
            transaction.run();
        } catch (RuntimeException e) {
            batches.forEach(batch -> batch.span.fail(e));
            throw e;
        }
        batches.forEach(batch -> batch.span.end());
    }

    private List<Batch> begin(List<ProducerRecord<byte[], byte[]>> records) {
        Map<Group, Batch> batches = new HashMap<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            byte[] parent = TraceParent.of(record.headers());
            if (parent != null && tracing.isRecorded(parent)) {
                Group group = new Group(record.topic(), new String(parent, StandardCharsets.US_ASCII));
                batches.computeIfAbsent(group, absent -> new Batch(beginOne(record.topic(), parent)))
                        .add(record);
            }
        }
        batches.values().forEach(batch -> batch.span.with(MessageSpan.MESSAGE_COUNT, batch.records));
        return new ArrayList<>(batches.values());
    }

    private MessageSpan beginOne(String topic, byte[] parent) {
        return tracing.begin(MessageOperation.DELIVER, topic, parent);
    }
}
