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

/** Reads downstream partitions from start to end, to find which content has been delivered under each key. */
final class DeliveredContent {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than the transaction timeout, so the open transaction of a killed instance has been aborted by then. */
    private static final Duration MAX_TIME_WITHOUT_PROGRESS = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> logEnds;
    private final BooleanSupplier closing;

    /**
     * @param consumers creates a read_committed consumer without a group
     * @param logEnds the end offsets of partitions, open transactions included. The end of the committed records would
     *     be too early: values of a decided transaction may not be readable yet
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
     * Returns the content by key of each downstream partition. A value in another format counts as not delivered. Call
     * this only after the loop's consumer has positions: all earlier transactions of the group are decided then.
     *
     * @throws TimeoutException if reading makes no progress
     */
    Map<TopicPartition, Map<Bytes, Digest>> read(Map<TopicPartition, DownstreamFormat> partitions) {
        Map<TopicPartition, Map<Bytes, Digest>> contents = new HashMap<>();
        partitions.keySet().forEach(partition -> contents.put(partition, new HashMap<>()));
        if (partitions.isEmpty()) {
            return contents;
        }
        Map<TopicPartition, Long> unreachedEnds = new HashMap<>(logEnds.apply(partitions.keySet()));
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
                    unreachedEnds.computeIfPresent(partition, (key, end) -> position >= end ? null : end);
                }
                if (unreachedEnds.isEmpty()) {
                    return contents;
                }
                if (closing.getAsBoolean()) {
                    throw new WakeupException();
                }
                if (positions != sum) {
                    sum = positions;
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > MAX_TIME_WITHOUT_PROGRESS.toNanos()) {
                    throw new TimeoutException("could not read the delivered content: no progress for "
                            + MAX_TIME_WITHOUT_PROGRESS + " before these ends: " + unreachedEnds);
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> delivered : records) {
                    TopicPartition partition = new TopicPartition(delivered.topic(), delivered.partition());
                    collect(delivered, partitions.get(partition), contents.get(partition));
                }
            }
        }
    }

    private static void collect(
            ConsumerRecord<byte[], byte[]> delivered, DownstreamFormat format, Map<Bytes, Digest> contents) {
        if (delivered.key() == null) {
            return;
        }
        Bytes key = Bytes.wrap(delivered.key());
        Optional<Digest> content = delivered.value() == null ? Optional.empty() : format.contentOf(delivered.value());
        content.ifPresentOrElse(digest -> contents.put(key, digest), () -> contents.remove(key));
    }
}
