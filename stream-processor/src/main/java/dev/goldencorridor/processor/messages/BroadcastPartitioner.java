package dev.goldencorridor.processor.messages;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Notices go to all partitions (KIP-837): the clock and what is decided about ports concern the runs of each. */
public final class BroadcastPartitioner implements StreamPartitioner<String, StepMessage> {
    // The other method passes headers, which partitions do not depend on; this one is abstract still.
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(String topic, String key, StepMessage notice, int partitions) {
        return Optional.of(Partitions.all(partitions));
    }
}
