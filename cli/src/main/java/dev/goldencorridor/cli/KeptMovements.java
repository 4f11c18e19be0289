package dev.goldencorridor.cli;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_AHEAD;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The movements that the input topics still hold, which a reset counts again.
 *
 * @param byTopic ordered by topic name
 */
record KeptMovements(Map<String, Kept> byTopic) {

    static final long NONE = Long.MAX_VALUE;

    /**
     * The movements of a topic or partition. Instants are milliseconds since 1970-01-01T00:00Z.
     *
     * @param earliest the broker time of the earliest; {@link #NONE} if there is none
     * @param completeFrom no movement since then is deleted; {@link Long#MIN_VALUE} if none ever was
     */
    record Kept(long records, long earliest, long completeFrom) {
        static final Kept NOTHING = new Kept(0, NONE, Long.MIN_VALUE);

        /**
         * The movements of one partition.
         *
         * @param firstAt the broker time of the first record; negative if there is none
         * @param oldest records with a later broker time have not expired
         */
        static Kept of(long beginning, long end, long firstAt, long oldest) {
            boolean isEmpty = firstAt < 0;
            long since = (isEmpty ? oldest : firstAt) + MAX_AHEAD.toMillis();
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
