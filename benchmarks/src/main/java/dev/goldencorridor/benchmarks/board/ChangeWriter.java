package dev.goldencorridor.benchmarks.board;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes values of rolling windows, each in a transaction, as the sink does. */
final class ChangeWriter implements AutoCloseable {
    private static final String TOPIC = "ops.trips";
    private static final int VALUE_CHARS = 600;

    private final KafkaProducer<byte[], byte[]> producer;
    private final int keys;
    private final Random random = new Random(1);
    /** When each change was committed, in nanoseconds. */
    private final Map<Long, Long> committedAt = new ConcurrentHashMap<>();

    ChangeWriter(String bootstrapServers, int keys) {
        this.keys = keys;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "changes", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes a value of each key in one transaction. */
    void fill() {
        producer.beginTransaction();
        for (int key = 0; key < keys; key++) {
            send(key, -1);
        }
        producer.commitTransaction();
    }

    /** Writes a value of one key, and notes when it was committed. */
    void change(long number) {
        producer.beginTransaction();
        send(random.nextInt(keys), number);
        producer.commitTransaction();
        committedAt.put(number, System.nanoTime());
    }

    private void send(int key, long number) {
        String text = "{\"change\":" + number + ",\"text\":\"" + "x".repeat(VALUE_CHARS) + "\"}";
        var unused = producer.send(new ProducerRecord<>(
                TOPIC,
                ("HUB/stanox:" + key + "/PT24H").getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8)));
    }

    Map<Long, Long> committedAt() {
        return committedAt;
    }

    @Override
    public void close() {
        producer.close();
    }
}
