package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sink on a real broker, given delay alerts that the tests write themselves. */
class AlertDeliveryIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final String KHORGOS = "delays.khorgos";
    private static final String CRITICAL = TopicCatalogue.CRITICAL_DELAYS;
    private static final String RUN = "CN|X8003|2026-09-30";
    private static final String KEY = key("CNHRS", RUN);

    @TempDir
    private Path directory;

    private KillableCorridor corridor;
    private KafkaProducer<String, byte[]> processor;
    private WireSerializer<DelayAlert> serializer;

    @BeforeEach
    void open() throws IOException {
        corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
        Map<String, Object> properties = new HashMap<>(corridor.settings().kafkaClient());
        // The topics are so new that the broker may refuse the first batch, and then those already under way behind it,
        // which an idempotent producer gets in order only after minutes.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        processor = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        serializer = new WireSerializer<>(corridor.registry(), DelayAlert.getClassSchema());
    }

    @AfterEach
    void close() {
        processor.close(Duration.ZERO);
        corridor.close();
    }

    @Test
    void everyRevisionArrivesOnceInOrderAndTheCriticalOnesAtBothTopics() throws Exception {
        corridor.startSink();
        tell("CNHRS", "MINOR", "RAISED", 1);
        tell("CNHRS", "MAJOR", "RAISED", 2);
        tell("CNHRS", "CRITICAL", "RAISED", 3);
        tell("CNHRS", "CRITICAL", "CLEARED", 4);
        tell("CNAKL", "MINOR", "RAISED", 1);
        awaitRevisions(KHORGOS, KEY, 1, 2, 3, 4);
        awaitRevisions(CRITICAL, KEY, 3, 4);
        awaitRevisions("delays.alashankou", key("CNAKL", RUN), 1);
        assertThat(corridor.read(KHORGOS)).hasSize(4).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(partitionOf(KEY)));
        assertThat(corridor.read(CRITICAL)).hasSize(2).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(partitionOf(KEY)));
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    @Test
    void aTombstoneArrivesAtBothTopicsAndWhatIsRaisedAgainAfterIt() throws Exception {
        corridor.startSink();
        tell("CNHRS", "CRITICAL", "CLEARED", 2);
        send(KEY, null);
        tell("CNHRS", "CRITICAL", "RAISED", 3);
        for (String topic : List.of(KHORGOS, CRITICAL)) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(topic))
                    .extracting(record -> record.value() == null ? "gone" : "revision " + revision(record))
                    .containsExactly("revision 2", "gone", "revision 3"));
        }
    }

    @Test
    void jsonArrivesAsTheSameCloudEventOnBothTopics() throws Exception {
        corridor.startSink("--set", "sink.format=json");
        tell("CNHRS", "CRITICAL", "RAISED", 1);
        for (String topic : List.of(KHORGOS, CRITICAL)) {
            await().atMost(LIMIT).until(() -> !corridor.read(topic).isEmpty());
            ConsumerRecord<byte[], byte[]> told = corridor.read(topic).get(0);
            JsonNode alert = new ObjectMapper().readTree(told.value());
            assertThat(alert.get("raisedAt").textValue()).isEqualTo("2026-10-01T11:00:00Z");
            assertThat(alert.get("severity").textValue()).isEqualTo("CRITICAL");
            assertThat(alert.get("clearedAt").isNull()).isTrue();
            assertThat(header(told, "ce_type")).isEqualTo("dev.goldencorridor.schemas.DelayAlert");
            assertThat(header(told, "ce_id")).isEqualTo("corridor.delays/" + partitionOf(KEY) + "/0");
            assertThat(header(told, "ce_subject")).isEqualTo(KEY);
            assertThat(header(told, "ce_time")).isEqualTo("2026-10-01T12:00:00Z");
            assertThat(header(told, "content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void aSinkThatIsKilledAndOneThatIsStoppedLeaveNothingOutAndRepeatNothing() throws Exception {
        String[] settings = {"--set", "sink.instance=one", "--set", "kafka.group.instance.id=one"};
        Process killed = corridor.startSink(settings);
        long revisions = 3_000;
        for (long revision = 1; revision <= revisions; revision++) {
            tellLater("CNHRS", RUN, "CRITICAL", revision);
            if (revision == revisions / 3) {
                await().atMost(LIMIT).until(() -> !corridor.read(CRITICAL).isEmpty());
            }
        }
        KillableCorridor.kill(killed);
        Process stopped = corridor.startSink(settings);
        awaitRevisions(KHORGOS, KEY, LongStream.rangeClosed(1, revisions).toArray());
        stopped.destroy();
        assertThat(stopped.waitFor(15, TimeUnit.SECONDS)).isTrue();
        tell("CNHRS", "CRITICAL", "CLEARED", revisions + 1);
        corridor.startSink(settings);
        long[] all = LongStream.rangeClosed(1, revisions + 1).toArray();
        awaitRevisions(KHORGOS, KEY, all);
        awaitRevisions(CRITICAL, KEY, all);
    }

    @Test
    void whatHasNoAddressIsRejectedAndTheRestGoesOn() throws Exception {
        corridor.startSink();
        tell("uic:7010014", "MINOR", "RAISED", 1);
        send("CNHRS", serializer.serialize("", alert("CNHRS", RUN, "MINOR", "RAISED", 1)));
        tell("CNHRS", "MINOR", "RAISED", 1);
        awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT).until(() -> corridor.read(TopicCatalogue.REJECTED).size() == 2);
        assertThat(corridor.read(TopicCatalogue.REJECTED)).anySatisfy(record -> {
            assertThat(header(record, RejectHeaders.REASON)).isEqualTo("NO_PUBLISHER");
            assertThat(header(record, RejectHeaders.MESSAGE)).contains("uic:7010014", "publishers.file");
            assertThat(revision(record)).isOne();
        });
        assertThat(corridor.read(TopicCatalogue.REJECTED))
                .anySatisfy(record ->
                        assertThat(header(record, RejectHeaders.REASON)).isEqualTo("KEY_NOT_ALERT"));
    }

    @Test
    void aPublisherWithoutATopicStopsNothingAndGetsItsAlertsFromWhenItHasOne() throws Exception {
        Path publishers = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        corridor.startSink("--set", "publishers.file=" + publishers.toAbsolutePath());
        tell("AZBAK", "MINOR", "RAISED", 1);
        tell("CNHRS", "MINOR", "RAISED", 1);
        awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT)
                .until(() -> !corridor.read(TopicCatalogue.REJECTED).isEmpty());
        ConsumerRecord<byte[], byte[]> rejected =
                corridor.read(TopicCatalogue.REJECTED).get(0);
        assertThat(header(rejected, RejectHeaders.REASON)).isEqualTo("NO_DELAY_TOPIC");
        assertThat(header(rejected, RejectHeaders.MESSAGE)).contains("delays.baku", "corridor topics --apply");

        create("delays.baku");
        long[] revision = {1};
        await().atMost(LIMIT).until(() -> {
            tell("AZBAK", "MINOR", "RAISED", ++revision[0]);
            return !corridor.read("delays.baku").isEmpty();
        });
    }

    @Test
    void aTopicThatIsDeletedWhileTheSinkRunsHoldsTheOthersUpForAWhileOnly() throws Exception {
        corridor.startSink();
        tell("CNAKL", "MINOR", "RAISED", 1);
        awaitRevisions("delays.alashankou", key("CNAKL", RUN), 1);
        try (Admin admin = corridor.admin()) {
            admin.deleteTopics(List.of("delays.alashankou")).all().get();
        }
        tell("CNAKL", "MINOR", "RAISED", 2);
        tell("CNHRS", "MINOR", "RAISED", 1);
        awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(TopicCatalogue.REJECTED))
                .extracting(record -> header(record, RejectHeaders.REASON))
                .containsExactly("NO_DELAY_TOPIC"));
    }

    @Test
    void tripCountsFlowWhileAStormOfTenThousandAlertsIsDelivered() throws Exception {
        int storm = 10_000;
        for (int train = 0; train < storm; train++) {
            tellLater("CNHRS", "CN|X" + train + "|2026-09-30", "CRITICAL", 1);
        }
        processor.flush();
        int counts = 8;
        for (int hub = 0; hub < counts; hub++) {
            tripCounts(hub);
        }
        corridor.startSink();
        await().atMost(LIMIT).until(() -> corridor.read(CRITICAL).size() == storm);
        await().atMost(LIMIT)
                .until(() -> corridor.downstream(AggregateRoute.TRIPS).size() == counts);

        // What is delivered bears the time of its transaction.
        List<Long> alerts =
                corridor.read(KHORGOS).stream().map(ConsumerRecord::timestamp).toList();
        assertThat(alerts).hasSize(storm);
        assertThat(corridor.read(AggregateRoute.TRIPS.downstream()))
                .extracting(count ->
                        alerts.stream().filter(time -> time < count.timestamp()).count())
                .as("alerts delivered before each of the counts, which were written after all of them")
                .hasSize(counts)
                .allSatisfy(before -> assertThat(before).isLessThan(storm / 2));
        assertThat(corridor.read(KHORGOS).stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .distinct())
                .hasSize(storm);
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    private void create(String topic) throws Exception {
        try (Admin admin = corridor.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
            await().atMost(LIMIT).until(() -> admin.listTopics().names().get().contains(topic));
        }
    }

    private static String key(String facility, String run) {
        return facility + "|" + run + "|CLEARANCE_OVERDUE";
    }

    private void tell(String facility, String severity, String state, long revision) throws Exception {
        send(key(facility, RUN), serializer.serialize("", alert(facility, RUN, severity, state, revision)));
    }

    private void tellLater(String facility, String run, String severity, long revision) {
        var unused = processor.send(new ProducerRecord<>(
                TopicCatalogue.DELAYS,
                key(facility, run),
                serializer.serialize("", alert(facility, run, severity, "RAISED", revision))));
    }

    private void send(String key, byte[] value) throws Exception {
        processor.send(new ProducerRecord<>(TopicCatalogue.DELAYS, key, value)).get();
    }

    private void tripCounts(int number) throws Exception {
        String id = "H" + number;
        TripCounts counts = TripCounts.newBuilder()
                .setDimension("HUB")
                .setId(id)
                .setWindow("PT1H")
                .setWindowStart(NOON.minus(Duration.ofHours(1)))
                .setWindowEnd(NOON)
                .setTrips(number)
                .setTripsOutbound(number)
                .setTripsReturn(0)
                .setTripsDomestic(0)
                .setWagons(0)
                .setTeu(0)
                .setLoadedTeu(0)
                .setHeavyLoadRate(null)
                .setGrossTonnes(0)
                .setPreviousTrips(0)
                .setChangePercent(null)
                .setAsOf(NOON)
                .setRevision(1)
                .build();
        byte[] value = new WireSerializer<>(corridor.registry(), TripCounts.getClassSchema()).serialize("", counts);
        processor
                .send(new ProducerRecord<>(AggregateRoute.TRIPS.aggregate(), "HUB/" + id + "/PT1H", value))
                .get();
    }

    private int partitionOf(String key) {
        return corridor.read(TopicCatalogue.DELAYS).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    private void awaitRevisions(String topic, String key, long... revisions) {
        List<Long> expected = LongStream.of(revisions).boxed().toList();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(topic).stream()
                        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                        .map(this::revision)
                        .toList())
                .isEqualTo(expected));
    }

    private long revision(ConsumerRecord<byte[], byte[]> record) {
        return new WireDeserializer<DelayAlert>(corridor.registry(), DelayAlert.getClassSchema())
                .deserialize(record.topic(), record.value())
                .getRevision();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
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
}
