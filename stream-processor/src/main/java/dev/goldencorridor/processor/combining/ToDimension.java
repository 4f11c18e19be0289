package dev.goldencorridor.processor.combining;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Contributions go to their dimension's partition; a watermark goes to all (KIP-837), since a quiet partition has none of its own. */
public final class ToDimension implements StreamPartitioner<String, Contribution> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, Contribution value, int partitions) {
        if (value instanceof Contribution.Watermark) {
            return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions));
    }
}
