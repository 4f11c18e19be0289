package dev.goldencorridor.processor.inputs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The lags of a consumer, with a lag of 0 confirmed by the broker. On the event clock, a task processes the oldest
 * record of its partitions first, and waits for a partition without records only while that partition has a lag.
 *
 * <p>The consumer computes a lag from the end of the partition at its last fetch. A backlog is worked off for minutes
 * after it was fetched. When its last record is processed, the consumer reports no lag, although the broker has
 * appended records for minutes. The task would then process newer records of other partitions first.
 *
 * <p>For the thread of the consumer.
 */
final class ConfirmedLags {
    /** By this much the records of one partition may be processed too early, in the broker's time. */
    static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** While a broker cannot be reached, the thread waits no longer than this for it, once in {@link #MAX_AGE_NANOS}. */
    private static final Duration END_OFFSETS_TIMEOUT = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanoTime;
    /** When the consumer knew the end of the partition. */
    private final Map<TopicPartition, Long> confirmedAt = new HashMap<>();

    private long failedAt;
    private boolean hasFailed;

    /** @param nanoTime as {@link System#nanoTime} */
    ConfirmedLags(Consumer<byte[], byte[]> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    /** The number of records that the consumer has not returned yet; empty if it is not known. */
    OptionalLong lag(TopicPartition partition) {
        if (!hasNoLag(partition) || isConfirmed(partition)) {
            return consumer.currentLag(partition);
        }
        confirm();
        return isConfirmed(partition) ? consumer.currentLag(partition) : OptionalLong.empty();
    }

    private boolean hasNoLag(TopicPartition partition) {
        OptionalLong lag = consumer.currentLag(partition);
        return lag.isPresent() && lag.getAsLong() <= 0;
    }

    private boolean isConfirmed(TopicPartition partition) {
        Long at = confirmedAt.get(partition);
        return at != null && nanoTime.getAsLong() - at < MAX_AGE_NANOS;
    }

    /** Requests the ends of all partitions without a lag at once. The consumer takes them over. */
    private void confirm() {
        long now = nanoTime.getAsLong();
        if (hasFailed && now - failedAt < MAX_AGE_NANOS) {
            return;
        }
        Set<TopicPartition> assigned = consumer.assignment();
        confirmedAt.keySet().retainAll(assigned);
        Set<TopicPartition> unlagged = assigned.stream().filter(this::hasNoLag).collect(Collectors.toSet());
        try {
            consumer.endOffsets(unlagged, END_OFFSETS_TIMEOUT);
            unlagged.forEach(partition -> confirmedAt.put(partition, now));
            hasFailed = false;
        } catch (RetriableException notNow) {
            hasFailed = true;
            failedAt = now;
        }
    }
}
