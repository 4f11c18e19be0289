package dev.goldencorridor.endtoend;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A plain Kafka producer, which checks nothing itself. */
final class ForeignClient implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    ForeignClient(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("max.block.ms", 10_000);
        properties.put("delivery.timeout.ms", 10_000);
        properties.put("request.timeout.ms", 5_000);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one record. Returns true; throws what the broker answered. */
    boolean write(String topic) {
        try {
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}))
                    .get();
            return true;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new IllegalStateException(e.getCause());
        } catch (KafkaException e) {
            // After a refusal the producer refuses all further records, with the same cause.
            throw e.getCause() instanceof KafkaException refused ? refused : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
