package dev.goldencorridor.quickstart;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The movements that the input topics still hold, and so what can be counted again.
 *
 * @param byTopic in the order of the topics' names
 */
record KeptMovements(Map<String, Kept> byTopic) {
    /** A movement occurs at most so long after the broker took its report: later ones are rejected. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    static final long NONE = Long.MAX_VALUE;

    /**
     * Those of a topic or partition. Instants are milliseconds since 1970-01-01T00:00Z.
     *
     * @param earliest when the broker took the earliest; {@link #NONE} if there is none
     * @param completeFrom since when none is deleted; {@link Long#MIN_VALUE} if none ever was
     */
    record Kept(long records, long earliest, long completeFrom) {
        static final Kept NOTHING = new Kept(0, NONE, Long.MIN_VALUE);

        /**
         * Those of a partition.
         *
         * @param firstAt when the broker took the record at the beginning; below zero if there is none
         * @param oldest what the broker took later has not expired
         */
        static Kept of(long beginning, long end, long firstAt, long oldest) {
            boolean isEmpty = firstAt < 0;
            long since = (isEmpty ? oldest : firstAt) + AHEAD.toMillis();
            return new Kept(end - beginning, isEmpty ? NONE : firstAt, beginning > 0 ? since : Long.MIN_VALUE);
        }

        Kept plus(Kept other) {
            return new Kept(
                    records + other.records,
                    Math.min(earliest, other.earliest),
                    Math.max(completeFrom, other.completeFrom));
        }
    }

    static KeptMovements of(Map<TopicPartition, Kept> partitions) {
        Map<String, Kept> byTopic = new TreeMap<>();
        partitions.forEach((partition, kept) -> byTopic.merge(partition.topic(), kept, Kept::plus));
        return new KeptMovements(byTopic);
    }

    Kept all() {
        return byTopic.values().stream().reduce(Kept.NOTHING, Kept::plus);
    }
}
