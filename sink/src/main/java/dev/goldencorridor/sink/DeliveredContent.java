package dev.goldencorridor.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Bytes;

/** Finds out what has been delivered by reading the downstream partitions from begin to end. */
final class DeliveredContent {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than any transaction may stay open: what a killed instance left must have been aborted by then. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds;
    private final BooleanSupplier closing;

    /**
     * @param consumers makes a consumer, read_committed and without a group
     * @param logEnds the end offsets of partitions, open transactions included. The end of what is committed would not
     *     do: the values of a transaction that has been decided may still be on the way to becoming readable
     * @param closing whether to stop reading
     */
    DeliveredContent(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds,
            BooleanSupplier closing) {
        this.consumers = consumers;
        this.logEnds = logEnds;
        this.closing = closing;
    }

    /**
     * The content by key of each of these downstream partitions. A value that is not in the given format counts as not
     * delivered. Ask only once the consumer's positions are known, which is when all earlier transactions of the group
     * have been decided.
     *
     * @throws TimeoutException if reading does not get on
     */
    Map<TopicPartition, Map<Bytes, Digest>> read(Map<TopicPartition, DownstreamFormat> partitions) {
        Map<TopicPartition, Map<Bytes, Digest>> contents = new HashMap<>();
        partitions.keySet().forEach(partition -> contents.put(partition, new HashMap<>()));
        if (partitions.isEmpty()) {
            return contents;
        }
        Map<TopicPartition, Long> left = new HashMap<>(logEnds.apply(partitions.keySet()));
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(partitions.keySet());
            consumer.seekToBeginning(partitions.keySet());
            long lastProgress = System.nanoTime();
            long sum = Long.MIN_VALUE;
            while (true) {
                long positions = 0;
                for (TopicPartition partition : partitions.keySet()) {
                    long position = consumer.position(partition);
                    positions += position;
                    left.computeIfPresent(partition, (key, end) -> position >= end ? null : end);
                }
                if (left.isEmpty()) {
                    return contents;
                }
                if (closing.getAsBoolean()) {
                    throw new WakeupException();
                }
                if (positions != sum) {
                    sum = positions;
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > LONGEST_STANDSTILL.toNanos()) {
                    throw new TimeoutException("could not read what has been delivered: no progress for "
                            + LONGEST_STANDSTILL + " before these ends: " + left);
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> delivered : records) {
                    TopicPartition partition = new TopicPartition(delivered.topic(), delivered.partition());
                    note(delivered, partitions.get(partition), contents.get(partition));
                }
            }
        }
    }

    private static void note(
            ConsumerRecord<byte[], byte[]> delivered, DownstreamFormat format, Map<Bytes, Digest> contents) {
        if (delivered.key() == null) {
            return;
        }
        Bytes key = Bytes.wrap(delivered.key());
        Optional<Digest> content = delivered.value() == null ? Optional.empty() : format.contentOf(delivered.value());
        content.ifPresentOrElse(digest -> contents.put(key, digest), () -> contents.remove(key));
    }
}
