package dev.goldencorridor.processor.messages;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Contributions go to their dimension's partition; a watermark goes to all (KIP-837), since a quiet partition has none of its own. */
public final class DimensionPartitioner implements StreamPartitioner<String, AggregateUpdate> {
    // The other method passes headers, which partitions do not depend on; this one is abstract still.
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(String topic, String key, AggregateUpdate value, int partitions) {
        if (value instanceof AggregateUpdate.Watermark) {
            return Optional.of(Partitions.all(partitions));
        }
        return Optional.of(Set.of(Partitions.of(key, partitions)));
    }
}
