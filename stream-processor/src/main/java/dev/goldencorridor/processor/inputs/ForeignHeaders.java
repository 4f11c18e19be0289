package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.processor.rejects.ReceivedSize;
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
 * Drops the headers of records on topics of publishers. No code reads them, and a few compressed bytes can become
 * megabytes of headers. The record carries its {@link ReceivedSize} instead.
 */
final class ForeignHeaders {
    /** Each removal moves all later headers, so more headers than this are dropped by a copy of the record. */
    private static final int MAX_REMOVED = 100;

    private ForeignHeaders() {}

    /** Whether other applications write to the topic. */
    static boolean isExternal(String topic) {
        return topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX) || topic.equals(TopicCatalogue.CONTROL);
    }

    /** Replaces the headers by the size. If they are too many to be removed one by one, it only adds the size. */
    static void replace(Headers headers, ReceivedSize size) {
        if (headers.toArray().length <= MAX_REMOVED) {
            for (Iterator<Header> each = headers.iterator(); each.hasNext(); ) {
                each.next();
                each.remove();
            }
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
        Header[] headers = record.headers().toArray();
        return headers.length > 0
                && isExternal(record.topic())
                && !(headers.length == 1 && headers[0] instanceof ReceivedSize);
    }

    private static ConsumerRecord<byte[], byte[]> copyWithout(ConsumerRecord<byte[], byte[]> record) {
        ReceivedSize noted = ReceivedSize.notedIn(record.headers());
        Headers own = new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), null, null).headers();
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
