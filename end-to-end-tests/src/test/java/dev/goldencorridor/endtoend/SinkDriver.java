package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The inputs and outputs of the sink on a new broker for each test. A JUnit extension. It writes aggregates as the
 * processor would, and reads the delivered records.
 *
 * <p>A marker proves that a value was not delivered. It is a value of another key that is written later to the same
 * partition and is delivered.
 */
final class SinkDriver implements BeforeEachCallback, AfterEachCallback {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String MARKER = "PORT/MARKER/PT1H";
    static final String KHORGOS = "PORT/CNHRS/PT1H";
    static final String ALASHANKOU = "PORT/CNAKL/PT1H";

    private final CorridorStack stack;
    private KillableCorridor corridor;
    private KafkaProducer<String, byte[]> writer;
    private WireSerializer<TripCounts> serializer;
    private WireDeserializer<TripCounts> decoder;

    /** @param stack runs the registry */
    SinkDriver(CorridorStack stack) {
        this.stack = stack;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        corridor = new KillableCorridor(stack.registryUrl(), Map.of());
        writer = producer(Map.of());
        serializer = new WireSerializer<>(corridor.registry(), TripCounts.getClassSchema());
        decoder = new WireDeserializer<>(corridor.registry(), TripCounts.getClassSchema());
    }

    /** A new broker with all topics, on which the sinks of this test run. */
    KillableCorridor corridor() {
        return corridor;
    }

    KafkaProducer<String, byte[]> writer() {
        return writer;
    }

    KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        return new KafkaProducer<>(corridor.client(more), new StringSerializer(), new ByteArraySerializer());
    }

    void write(int partition, String key, TripCounts value) throws ExecutionException, InterruptedException {
        write(AggregateRoute.TRIPS, partition, key, value);
    }

    void write(AggregateRoute route, int partition, String key, SpecificRecord value)
            throws ExecutionException, InterruptedException {
        byte[] bytes = new WireSerializer<>(corridor.registry(), value.getSchema()).serialize("", value);
        writer.send(new ProducerRecord<>(route.aggregate(), partition, key, bytes))
                .get();
    }

    void send(KafkaProducer<String, byte[]> to, int partition, String key, TripCounts value) {
        var unused = to.send(new ProducerRecord<>(
                AggregateRoute.TRIPS.aggregate(), partition, key, serializer.serialize("", value)));
    }

    void awaitArrival(String key, long revision) {
        await().atMost(LIMIT).until(() -> revisions(key).contains(revision));
    }

    ConsumerRecord<byte[], byte[]> awaitOnly(AggregateRoute route) {
        List<ConsumerRecord<byte[], byte[]>> records =
                await().atMost(LIMIT).until(() -> corridor.read(route.downstream()), found -> !found.isEmpty());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** The revisions of one key in the order of delivery. */
    List<Long> revisions(String key) {
        return delivered(key).stream()
                .map(record -> tripCounts(record).getRevision())
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> delivered(String key) {
        return corridor.read(AggregateRoute.TRIPS.downstream()).stream()
                .filter(record -> key(record).equals(key))
                .toList();
    }

    TripCounts tripCounts(ConsumerRecord<byte[], byte[]> record) {
        return decoder.deserialize(record.topic(), record.value());
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        writer.close(Duration.ZERO);
        corridor.close();
    }
}
