package dev.goldencorridor.processor.messages;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Sends a batch to its dimension's partition and a watermark to all partitions (KIP-837). A partition without batches
 * would otherwise have no watermark.
 */
public final class DimensionPartitioner implements StreamPartitioner<String, AggregateUpdate.Combined> {
    // The overload with headers replaces this method, but this one is still abstract. Partitions ignore headers.
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(String topic, String key, AggregateUpdate.Combined value, int partitions) {
        if (value instanceof AggregateUpdate.WatermarkAdvanced) {
            return Optional.of(Partitions.all(partitions));
        }
        return Optional.of(Set.of(Partitions.of(key, partitions)));
    }
}
