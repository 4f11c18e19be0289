package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.processor.rejects.ReceivedSize;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Drops the headers of records on topics of publishers, except a valid {@code traceparent}. No code reads the others,
 * and a few compressed bytes can become megabytes of headers. The record carries its {@link ReceivedSize} instead.
 */
final class ForeignHeaders {
    /** Each removal moves all later headers, so more headers than this are dropped by a copy of the record. */
    private static final int MAX_REMOVED = 100;

    private ForeignHeaders() {}

    /** Whether other applications write to the topic. */
    static boolean isExternal(String topic) {
        return topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX) || topic.equals(TopicCatalogue.CONTROL);
    }

    /** Whether there is nothing to drop: no header, or a valid {@code traceparent} alone. */
    static boolean isClean(Headers headers) {
        Header[] all = headers.toArray();
        return all.length == 0 || (all.length == 1 && TraceParent.isTraceParent(all[0]));
    }

    /** Replaces the headers by the size. If they are too many to be removed one by one, it only adds the size. */
    static void replace(Headers headers, ReceivedSize size) {
        if (headers.toArray().length <= MAX_REMOVED) {
            byte[] traceParent = TraceParent.of(headers);
            for (Iterator<Header> each = headers.iterator(); each.hasNext(); ) {
                each.next();
                each.remove();
            }
            TraceParent.addTo(headers, traceParent);
        }
        headers.add(size);
    }

    /**
     * Drops the headers that deserializers did not drop. Records without key and value pass no deserializer, and other
     * records have too many headers. Returns the same object if no record has any, which is usual.
     */
    static ConsumerRecords<byte[], byte[]> dropFrom(ConsumerRecords<byte[], byte[]> records) {
        boolean none = true;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            none = none && !hasForeign(record);
        }
        if (none) {
            return records;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> clean = new LinkedHashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                ofPartition.add(hasForeign(record) ? copyWithout(record) : record);
            }
            clean.put(partition, ofPartition);
        }
        return new ConsumerRecords<>(clean, records.nextOffsets());
    }

    private static boolean hasForeign(ConsumerRecord<byte[], byte[]> record) {
        if (!isExternal(record.topic())) {
            return false;
        }
        boolean hasTrace = false;
        for (Header header : record.headers()) {
            boolean isTrace = TraceParent.isTraceParent(header);
            if ((isTrace && hasTrace) || !(isTrace || header instanceof ReceivedSize)) {
                return true;
            }
            hasTrace |= isTrace;
        }
        return false;
    }

    private static ConsumerRecord<byte[], byte[]> copyWithout(ConsumerRecord<byte[], byte[]> record) {
        ReceivedSize noted = ReceivedSize.notedIn(record.headers());
        Headers own = new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), null, null).headers();
        TraceParent.copy(record.headers(), own);
        own.add(noted == null ? new ReceivedSize(0, 0, ReceivedSize.bytesOf(record.headers())) : noted);
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                own,
                record.leaderEpoch());
    }
}
