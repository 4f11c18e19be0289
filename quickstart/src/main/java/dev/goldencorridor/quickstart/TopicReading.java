package dev.goldencorridor.quickstart;

import dev.goldencorridor.schemas.settings.Settings;
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

/** Reads partitions from the beginning to where they end now, committed records alone. */
final class TopicReading implements AutoCloseable {
    /** Longer than a transaction that was left open stays open. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReading(Settings settings) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("max.partition.fetch.bytes", 16 << 20);
        properties.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads.
     *
     * @param ends of the partitions, with what is not committed yet
     * @throws StackException if nothing comes for long
     */
    void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> taken) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long progressAt = System.nanoTime();
        try {
            List<TopicPartition> unread = unread(ends);
            while (!unread.isEmpty()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(taken);
                List<TopicPartition> left = unread(ends);
                if (!records.isEmpty() || left.size() < unread.size()) {
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
                    throw new StackException(
                            "could not read partition " + left.get(0) + " to its end: nothing came for "
                                    + PATIENCE.toSeconds() + " s after offset " + consumer.position(left.get(0))
                                    + "; a transaction may be open there, or a broker away. Run the reset again");
                }
                unread = left;
            }
        } catch (KafkaException e) {
            throw new StackException(
                    "could not read " + ends.keySet() + ": " + e.getMessage() + "; run the reset again", e);
        }
    }

    private List<TopicPartition> unread(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) < end.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
