package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The inputs and outputs of the sink: writes aggregates as the processor would, and reads the delivered records.
 *
 * <p>A marker proves that a value was not delivered. It is a value of another key that is written later to the same
 * partition and is delivered.
 */
final class SinkDriver implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    static final String MARKER = "PORT/MARKER/PT1H";
    static final String KHORGOS = "PORT/CNHRS/PT1H";
    static final String ALASHANKOU = "PORT/CNAKL/PT1H";

    private final KillableCorridor corridor;
    private final KafkaProducer<String, byte[]> writer;
    private final WireSerializer<TripCounts> serializer;

    SinkDriver(KillableCorridor corridor) {
        this.corridor = corridor;
        writer = producer(Map.of());
        serializer = new WireSerializer<>(corridor.registry(), TripCounts.getClassSchema());
    }

    KafkaProducer<String, byte[]> writer() {
        return writer;
    }

    KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(corridor.settings().kafkaClient());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
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
        return new WireDeserializer<TripCounts>(corridor.registry(), TripCounts.getClassSchema())
                .deserialize(record.topic(), record.value());
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    static TripCounts trips(long trips, long revision, Instant asOf) {
        Instant end = asOf.plusSeconds(60);
        return new TripCounts(
                "PORT",
                "CNHRS",
                "PT1H",
                end.minus(Duration.ofHours(1)),
                end,
                trips,
                trips,
                0L,
                0L,
                50 * trips,
                0L,
                0L,
                null,
                2_000.25 * trips,
                2L,
                (trips - 2) / 2.0 * 100,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                asOf,
                revision);
    }

    @Override
    public void close() {
        writer.close(Duration.ZERO);
    }
}
