package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.AggregateSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes delay alerts to a corridor as the processor would, and reads the records that the sink delivered. */
final class AlertDriver implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String RUN = "CN|X8003|2026-09-30";

    private final KillableCorridor corridor;
    private final KafkaProducer<String, byte[]> writer;
    private final WireSerializer<DelayAlert> serializer;
    private final WireDeserializer<DelayAlert> decoder;

    AlertDriver(KillableCorridor corridor) {
        this.corridor = corridor;
        // The broker may refuse the first batch because the topics are new. It then refuses the batches in flight too,
        // and an idempotent producer needs minutes to put them in order.
        Map<String, Object> properties =
                corridor.client(Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1));
        writer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        serializer = new WireSerializer<>(corridor.registry(), DelayAlert.getClassSchema());
        decoder = new WireDeserializer<>(corridor.registry(), DelayAlert.getClassSchema());
    }

    static String key(String facility, String run) {
        return facility + "|" + run + "|CLEARANCE_OVERDUE";
    }

    void publish(String facility, String severity, String state, long revision) throws Exception {
        send(key(facility, RUN), serializer.serialize("", alert(facility, RUN, severity, state, revision)));
    }

    void publishAsync(String facility, String run, String severity, long revision) {
        var unused = writer.send(new ProducerRecord<>(
                TopicCatalogue.DELAYS,
                key(facility, run),
                serializer.serialize("", alert(facility, run, severity, "RAISED", revision))));
    }

    void send(String key, byte[] value) throws Exception {
        writer.send(new ProducerRecord<>(TopicCatalogue.DELAYS, key, value)).get();
    }

    void publishTripCounts(int number) throws Exception {
        String id = "H" + number;
        TripCounts counts = TripCounts.newBuilder(AggregateSamples.trips(number, 1, NOON))
                .setDimension("HUB")
                .setId(id)
                .build();
        byte[] value = new WireSerializer<>(corridor.registry(), TripCounts.getClassSchema()).serialize("", counts);
        writer.send(new ProducerRecord<>(AggregateRoute.TRIPS.aggregate(), "HUB/" + id + "/PT1H", value))
                .get();
    }

    int partitionOf(String key) {
        return corridor.read(TopicCatalogue.DELAYS).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    void awaitRevisions(String topic, String key, long... revisions) {
        // Decoding them for each look, and the text of a failed comparison, would take time from what is tested.
        await().atMost(LIMIT).until(() -> recordsOf(topic, key).size() >= revisions.length);
        assertThat(recordsOf(topic, key).stream().map(this::revision))
                .containsExactlyElementsOf(LongStream.of(revisions).boxed().toList());
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return corridor.read(topic).stream()
                .filter(record -> Arrays.equals(record.key(), bytes))
                .toList();
    }

    long revision(ConsumerRecord<byte[], byte[]> record) {
        return decoder.deserialize(record.topic(), record.value()).getRevision();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The bytes of a raised alert at Khorgos. */
    byte[] alertOfKhorgos() {
        return serializer.serialize("", alert("CNHRS", RUN, "MINOR", "RAISED", 1));
    }

    void flush() {
        writer.flush();
    }

    private static DelayAlert alert(String facility, String run, String severity, String state, long revision) {
        boolean cleared = state.equals("CLEARED");
        return DelayAlert.newBuilder()
                .setFacility(facility)
                .setTrainRunId(run)
                .setTrainNumber("X8003")
                .setType("CLEARANCE_OVERDUE")
                .setState(state)
                .setSeverity(severity)
                .setValueSeconds(90_000)
                .setThresholdSeconds(86_400)
                .setOccurredAt(NOON.minus(Duration.ofHours(25)))
                .setRaisedAt(NOON.minus(Duration.ofHours(1)))
                .setClearedAt(cleared ? NOON : null)
                .setClearedCause(cleared ? "RELEASED" : null)
                .setAsOf(NOON)
                .setRevision(revision)
                .build();
    }

    @Override
    public void close() {
        writer.close(Duration.ZERO);
    }
}
