package dev.goldencorridor.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which downstream topics of delays there are now, with a delay of at most {@value #LOOK_AGAIN} ms. For one thread. */
final class DelayTopics {
    private static final long LOOK_AGAIN = 2_000;

    private final Function<Collection<String>, Map<String, Integer>> partitionCounts;
    private final Set<String> asked = new TreeSet<>();
    private Map<String, Integer> present = new HashMap<>();
    private long lookedAt;

    /** @param partitionCounts asks the brokers for the number of partitions of those of the topics that exist */
    DelayTopics(Function<Collection<String>, Map<String, Integer>> partitionCounts) {
        this.partitionCounts = partitionCounts;
    }

    /**
     * How many partitions the topic has; empty if it does not exist.
     *
     * @param now in milliseconds since 1970
     */
    OptionalInt partitionsOf(String topic, long now) {
        boolean isNew = asked.add(topic);
        long since = now - lookedAt;
        if (isNew || since >= LOOK_AGAIN || since < 0) {
            present = partitionCounts.apply(asked);
            lookedAt = now;
        }
        Integer count = present.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
