package dev.goldencorridor.alertbridge;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Reads a compacted partition from its beginning to its present end. For one thread. */
final class PartitionReader {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Longer than the time-out of a transaction, whose end the reader has to await. */
    private static final Duration MAX_TIME_WITHOUT_PROGRESS = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds;
    private final BooleanSupplier closing;

    /**
     * @param consumers creates a read_committed consumer without a group
     * @param logEnds the end offsets of partitions, open transactions included. The end of the committed records would
     *     be too early: an open transaction of another writer hides decided ones after it
     * @param closing whether to stop reading
     */
    PartitionReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds,
            BooleanSupplier closing) {
        this.consumers = consumers;
        this.logEnds = logEnds;
        this.closing = closing;
    }

    /**
     * Passes each committed record to an action, in order.
     *
     * @throws TimeoutException if reading makes no progress
     * @throws WakeupException if the feed closes
     */
    void read(TopicPartition partition, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        long end = logEnds.apply(List.of(partition)).get(partition);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long reached = -1;
            long lastProgress = System.nanoTime();
            long position = consumer.position(partition);
            while (position < end) {
                if (closing.getAsBoolean()) {
                    throw new WakeupException();
                }
                if (position != reached) {
                    reached = position;
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > MAX_TIME_WITHOUT_PROGRESS.toNanos()) {
                    throw new TimeoutException("could not read " + partition + " to its end " + end
                            + ": no progress at " + position + " for " + MAX_TIME_WITHOUT_PROGRESS);
                }
                consumer.poll(POLL).forEach(action);
                position = consumer.position(partition);
            }
        }
    }
}
