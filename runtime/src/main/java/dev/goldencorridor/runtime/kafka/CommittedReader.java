package dev.goldencorridor.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Reads partitions from their beginning to their present end. For one thread. */
public final class CommittedReader {
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
    public CommittedReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds,
            BooleanSupplier closing) {
        this.consumers = consumers;
        this.logEnds = logEnds;
        this.closing = closing;
    }

    /**
     * Passes each committed record to an action, in the order of its partition.
     *
     * @throws TimeoutException if reading makes no progress
     * @throws WakeupException if reading is to stop
     */
    public void read(
            Collection<TopicPartition> partitions, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> unreachedEnds = new HashMap<>(logEnds.apply(partitions));
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long lastProgress = System.nanoTime();
            long sum = Long.MIN_VALUE;
            while (true) {
                long positions = 0;
                for (TopicPartition partition : partitions) {
                    long position = consumer.position(partition);
                    positions += position;
                    unreachedEnds.computeIfPresent(partition, (key, end) -> position >= end ? null : end);
                }
                if (unreachedEnds.isEmpty()) {
                    return;
                }
                if (closing.getAsBoolean()) {
                    throw new WakeupException();
                }
                if (positions != sum) {
                    sum = positions;
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > MAX_TIME_WITHOUT_PROGRESS.toNanos()) {
                    throw new TimeoutException("could not read partitions to their ends: no progress for "
                            + MAX_TIME_WITHOUT_PROGRESS + " before these ends: " + unreachedEnds);
                }
                consumer.poll(POLL).forEach(action);
            }
        }
    }
}
