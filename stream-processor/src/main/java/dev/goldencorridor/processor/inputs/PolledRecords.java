package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.processor.limits.TurnLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of several polls in a row, in their order, for one turn of a stream thread. The consumer has moved past
 * them, so they must not be lost before Streams gets them. For the thread of the consumer.
 */
final class PolledRecords {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
    private int count;
    private long bytes;

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = polled.records(partition);
            records.computeIfAbsent(partition, any -> new ArrayList<>()).addAll(ofPartition);
            for (ConsumerRecord<byte[], byte[]> record : ofPartition) {
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            }
        }
        nextOffsets.putAll(polled.nextOffsets());
        count += polled.count();
    }

    /** Whether no more records should be polled. */
    boolean isFull() {
        return count >= TurnLimits.MAX_TURN_RECORDS || bytes >= TurnLimits.MAX_TURN_BYTES;
    }

    /** Drops the records of partitions whose position has changed. They are read again from there. */
    void drop(Collection<TopicPartition> partitions) {
        records.keySet().removeAll(partitions);
        nextOffsets.keySet().removeAll(partitions);
    }

    /** All records. They share the state of this object, so nothing may be added to it any more. */
    ConsumerRecords<byte[], byte[]> all() {
        return new ConsumerRecords<>(records, nextOffsets);
    }
}
