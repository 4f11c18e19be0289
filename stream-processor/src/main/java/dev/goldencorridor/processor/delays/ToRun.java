package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.journey.CallNews;
import dev.goldencorridor.processor.news.News;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** News of a call go to the run's partition; the clock and news of a port go to all (KIP-837), since they concern all. */
public final class ToRun implements StreamPartitioner<String, News> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, News value, int partitions) {
        if (value instanceof CallNews.Clock || value instanceof PortNews) {
            return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
        }
        return Optional.of(Set.of(partitionOf(key, partitions)));
    }

    static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
