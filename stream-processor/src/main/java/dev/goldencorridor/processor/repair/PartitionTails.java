package dev.goldencorridor.processor.repair;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads partitions from where it stopped the last time to the end of their committed records. A failed reading starts
 * again where it began. For one thread.
 */
final class PartitionTails {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MAX_TIME_WITHOUT_PROGRESS = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final BooleanSupplier closing;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /**
     * @param consumer reads committed records, without a group
     * @param closing whether to stop reading
     */
    PartitionTails(Consumer<byte[], byte[]> consumer, BooleanSupplier closing) {
        this.consumer = consumer;
        this.closing = closing;
    }

    /**
     * Passes each further record to an action, in the order of its partition.
     *
     * @param starts the offsets at which to begin partitions that were not read before; a missing one is the beginning
     * @param maxRecords reading stops after about this many
     * @throws TimeoutException if reading makes no progress
     * @throws WakeupException if reading is to stop
     */
    void read(
            Collection<TopicPartition> partitions,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> starts,
            long maxRecords,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(partitions, starts, ends);
        long records = 0;
        long lastProgress = System.nanoTime();
        Map<TopicPartition, Long> reached = reached(partitions);
        while (records < maxRecords
                && ends.entrySet().stream().anyMatch(end -> reached.get(end.getKey()) < end.getValue())) {
            if (closing.getAsBoolean()) {
                throw new WakeupException();
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                action.accept(record);
                records++;
            }
            Map<TopicPartition, Long> now = reached(partitions);
            if (!now.equals(reached)) {
                lastProgress = System.nanoTime();
                reached.putAll(now);
            } else if (System.nanoTime() - lastProgress > MAX_TIME_WITHOUT_PROGRESS.toNanos()) {
                throw new TimeoutException(
                        "reading made no progress for " + MAX_TIME_WITHOUT_PROGRESS + " before these ends: " + ends);
            }
        }
        positions.putAll(reached);
    }

    /** Forgets how far a topic was read. */
    void forget(Collection<TopicPartition> partitions) {
        positions.keySet().removeAll(partitions);
    }

    /** A topic that was created again ends before the former position. It is then read from its beginning. */
    private void seek(
            Collection<TopicPartition> partitions,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> starts,
            Map<TopicPartition, Long> ends) {
        Collection<TopicPartition> unread = partitions.stream()
                .filter(partition -> positions.getOrDefault(partition, Long.MAX_VALUE) > ends.get(partition))
                .toList();
        Map<TopicPartition, Long> first = unread.isEmpty() ? Map.of() : starts.apply(unread);
        for (TopicPartition partition : partitions) {
            if (!unread.contains(partition)) {
                consumer.seek(partition, positions.get(partition));
            } else if (first.containsKey(partition)) {
                consumer.seek(partition, first.get(partition));
            } else {
                consumer.seekToBeginning(java.util.List.of(partition));
            }
        }
    }

    private Map<TopicPartition, Long> reached(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> reached = new HashMap<>();
        partitions.forEach(partition -> reached.put(partition, consumer.position(partition)));
        return reached;
    }
}
