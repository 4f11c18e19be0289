package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.security.Principals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A plain Kafka consumer with a group, as a program of others uses it. */
final class ForeignReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    ForeignReader(Map<String, Object> client, String group) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("group.id", group);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The reader of that name in the settings, with a group of its own. */
    static ForeignReader of(SecureStack stack, String reader, String group) {
        String principal = Principals.reader(reader);
        return new ForeignReader(stack.settingsOf(principal).kafkaClient(), principal + "." + group);
    }

    /**
     * Subscribes to a topic, reads until the first records come, and commits. Returns how many came. Throws what the
     * broker answered.
     */
    int read(String topic) {
        consumer.subscribe(List.of(topic));
        long end = System.nanoTime() + LIMIT.toNanos();
        int read = 0;
        while (read == 0 && System.nanoTime() - end < 0) {
            read = consumer.poll(POLL).count();
        }
        consumer.commitSync();
        return read;
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } catch (KafkaException e) {
            // The refusal of its last topic may come once more.
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
    }
}
