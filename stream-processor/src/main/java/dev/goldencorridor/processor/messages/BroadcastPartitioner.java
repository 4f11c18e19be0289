package dev.goldencorridor.processor.messages;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Sends each message to all partitions (KIP-837). The event clock and the closures of ports concern the runs of every
 * partition.
 */
public final class BroadcastPartitioner implements StreamPartitioner<String, BroadcastUpdate> {
    // The overload with headers replaces this method, but this one is still abstract. Partitions ignore headers.
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(String topic, String key, BroadcastUpdate message, int partitions) {
        return Optional.of(Partitions.all(partitions));
    }
}
