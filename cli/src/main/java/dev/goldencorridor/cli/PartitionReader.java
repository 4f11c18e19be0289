package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of partitions, from the beginning to a given end. */
final class PartitionReader implements AutoCloseable {
    /** Longer than the time-out of an open transaction. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The reader knows the end. A longer fetch there would hold up the requests for the next partition. */
    private static final int FETCH_WAIT_MS = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;

    PartitionReader(Settings settings) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("max.partition.fetch.bytes", 16 << 20);
        properties.put("fetch.max.wait.ms", FETCH_WAIT_MS);
        properties.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads one partition.
     *
     * @param end its end offset, including uncommitted records
     * @throws StackException if no record arrives for too long
     */
    void read(TopicPartition partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> taken) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long progressAt = System.nanoTime();
        try {
            long position = consumer.position(partition);
            while (position < end) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(taken);
                long next = consumer.position(partition);
                if (next > position) {
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
                    throw new StackException("could not read partition " + partition + " to its end " + end
                            + ": nothing came for " + PATIENCE.toSeconds() + " s after offset " + position
                            + "; a transaction may be open there, or a broker away. Run the reset again");
                }
                position = next;
            }
        } catch (KafkaException e) {
            throw new StackException(
                    "could not read " + partition + ": " + e.getMessage() + "; run the reset again", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
