package dev.goldencorridor.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of a topic, as a read_committed consumer sees them. A test reads a topic again and again until
 * a condition holds, so each call fetches only new records. Thread-safe, because Awaitility calls from other threads.
 */
final class CommittedLog implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    /** @param client the brokers, and properties of every client */
    CommittedLog(String topic, Map<String, Object> client) {
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.partition.fetch.bytes", 16 << 20);
        // Closing the consumer waits for the fetch in flight.
        properties.put("fetch.max.wait.ms", 20);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns all records up to the present end. */
    synchronized List<ConsumerRecord<byte[], byte[]>> read() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        // The position of a partition that was assigned before stays.
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            if (System.nanoTime() - limit > 0) {
                throw new IllegalStateException(
                        "could not read " + topic + " up to " + ends + " within " + LIMIT + "; the positions are "
                                + partitions.stream().map(consumer::position).toList());
            }
        }
        return List.copyOf(records);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
