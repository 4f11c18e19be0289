package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes movements to the input topics in order, as fast as possible, before a measurement. */
public final class MovementWriting implements AutoCloseable {
    private final Registry registry;
    private final WireSerializer<TrainMovement> encoder;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public MovementWriting(Stage stage) {
        this.registry = stage.registry();
        this.encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stage.bootstrapServers(),
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        64 << 10,
                        "buffer.memory",
                        128L << 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void write(String publisher, TrainMovement movement) {
        String topic = TopicCatalogue.movementsOf(publisher);
        var unused = producer.send(
                new ProducerRecord<>(topic, movement.getTrainRunId(), encoder.serialize(topic, movement)),
                (where, refused) -> {
                    if (refused != null) {
                        failure.set(refused);
                    }
                });
    }

    /** Waits until all records are appended, or refused. */
    public void flush() {
        producer.flush();
    }

    /**
     * Waits until all records are written.
     *
     * @throws BenchmarkException if a record could not be written
     */
    @Override
    public void close() {
        producer.close();
        registry.close();
        if (failure.get() != null) {
            throw new BenchmarkException("a movement could not be written: " + failure.get(), failure.get());
        }
    }
}
