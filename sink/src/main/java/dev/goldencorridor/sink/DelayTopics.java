package dev.goldencorridor.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The existing downstream topics of delays, at most {@value #REFRESH_INTERVAL_MS} ms old. For one thread. */
final class DelayTopics {
    private static final long REFRESH_INTERVAL_MS = 2_000;

    private final Function<Collection<String>, Map<String, Integer>> partitionCounts;
    private final Set<String> requested = new TreeSet<>();
    private Map<String, Integer> partitionsByTopic = new HashMap<>();
    private long refreshedAt;

    /** @param partitionCounts queries the brokers for the number of partitions of each topic that exists */
    DelayTopics(Function<Collection<String>, Map<String, Integer>> partitionCounts) {
        this.partitionCounts = partitionCounts;
    }

    /**
     * Returns the number of partitions of the topic; empty if it does not exist. Queries the brokers for a new topic,
     * after the interval, and if the clock was set back.
     *
     * @param now in milliseconds since 1970
     */
    OptionalInt partitionsOf(String topic, long now) {
        boolean isNew = requested.add(topic);
        long since = now - refreshedAt;
        if (isNew || since >= REFRESH_INTERVAL_MS || since < 0) {
            partitionsByTopic = partitionCounts.apply(requested);
            refreshedAt = now;
        }
        Integer count = partitionsByTopic.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
