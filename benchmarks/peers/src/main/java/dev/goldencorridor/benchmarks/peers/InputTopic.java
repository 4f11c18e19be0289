package dev.goldencorridor.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The trips, keyed by train run, and a mark in each partition once they are complete up to some time. */
final class InputTopic implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 20;

    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long runs;

    InputTopic(String bootstrapServers, String name) {
        this.name = name;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                        ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Where a contender finds them. */
    String name() {
        return name;
    }

    /** Appends trips, and marks that they are complete up to the end. */
    void append(Consumer<Consumer<Trip>> trips, long end) throws IOException {
        trips.accept(trip ->
                send(new ProducerRecord<>(name, ("CN|X" + runs++).getBytes(StandardCharsets.UTF_8), trip.toBytes())));
        producer.flush();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(new ProducerRecord<>(
                    name, partition, null, Trip.markBefore(end).toBytes()));
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IOException("the input could not be written to " + name, failure.get());
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
