package dev.goldencorridor.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.registry.Subject;
import dev.goldencorridor.schemas.settings.CommonSettings;
import dev.goldencorridor.schemas.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The sink on a real broker, given aggregates that the tests write themselves.
 *
 * <p>That something does not arrive is shown by a marker: a value of another key, written later to the same partition,
 * that does.
 */
class SinkDeliveryIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final String MARKER = "PORT/MARKER/PT1H";
    private static final String KHORGOS = "PORT/CNHRS/PT1H";
    private static final String ALASHANKOU = "PORT/CNAKL/PT1H";

    private CorridorUnderTest corridor;
    private KafkaProducer<String, byte[]> aggregates;
    private WireSerializer<TripCounts> serializer;

    @BeforeEach
    void open() throws IOException {
        corridor = new CorridorUnderTest(STACK.registryUrl(), Map.of());
        aggregates = producer(Map.of());
        serializer = new WireSerializer<>(corridor.registry(), TripCounts.getClassSchema());
    }

    @AfterEach
    void close() {
        aggregates.close(Duration.ZERO);
        corridor.close();
    }

    @Test
    void aMissingPartitionIsNamedBeforeAnythingIsDelivered() {
        try (SinkApplication sink = SinkApplication.create(settings(Map.of(CommonSettings.PARTITIONS_CONFIG, "5")))) {
            assertThatThrownBy(sink::run)
                    .isInstanceOf(TopicsMissingException.class)
                    .hasMessageContainingAll("corridor.trips", "ops.trips", "corridor.rejected", "topics --apply");
        }
    }

    @Test
    void avroPassesUnchangedOnTheSamePartition() throws Exception {
        corridor.startSink();
        for (int partition = 0; partition < 4; partition++) {
            write(partition, "PORT/P" + partition + "/PT1H", trips(partition, 1, NOON));
        }
        write(AggregateRoute.CLEARANCE, 3, KHORGOS, clearance());
        write(AggregateRoute.DWELL, 2, KHORGOS, dwell());
        write(AggregateRoute.TRANSIT, 0, "ROUTE/CNXAG-CNHRS/PT1H", dwell());
        write(AggregateRoute.PORTS, 1, "CNHRS", new PortStatus("CNHRS", 3L, 2L, 1L, 7_200.0, "CN|X8003|1", NOON, 1L));
        write(AggregateRoute.CLOCK, 0, "corridor", new CorridorClock(NOON, "event", NOON));
        for (AggregateRoute route : AggregateRoute.all()) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(contents(route.downstream()))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(contents(route.aggregate())));
        }
    }

    @Test
    void whatItsWriterAbortedNeverArrives() throws Exception {
        corridor.startSink();
        try (KafkaProducer<String, byte[]> writer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborts"))) {
            writer.initTransactions();
            writer.beginTransaction();
            send(writer, 0, KHORGOS, trips(99, 1, NOON));
            writer.flush();
            writer.abortTransaction();
            writer.beginTransaction();
            send(writer, 0, MARKER, trips(1, 1, NOON));
            writer.commitTransaction();
        }
        awaitArrival(MARKER, 1);
        assertThat(corridor.downstream(AggregateRoute.TRIPS)).containsOnlyKeys(MARKER);
    }

    @Test
    void jsonBearsTheContractsNamesAndCloudEventsHeaders() throws Exception {
        corridor.startSink("--set", "sink.format=json");
        write(2, KHORGOS, trips(3, 7, NOON));
        write(AggregateRoute.CLEARANCE, 1, KHORGOS, clearance());
        ConsumerRecord<byte[], byte[]> told = awaitOnly(AggregateRoute.TRIPS);
        assertThat(told.partition()).isEqualTo(2);
        assertThat(new String(told.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"dimension\":\"PORT\",\"id\":\"CNHRS\",\"window\":\"PT1H\","
                        + "\"windowStart\":\"2026-10-01T11:01:00Z\",\"windowEnd\":\"2026-10-01T12:01:00Z\","
                        + "\"trips\":3,\"tripsOutbound\":3,\"tripsReturn\":0,\"tripsDomestic\":0,"
                        + "\"wagons\":150,\"teu\":0,\"loadedTeu\":0,\"heavyLoadRate\":null,\"grossTonnes\":6000.75,"
                        + "\"previousTrips\":2,\"changePercent\":50.0,"
                        + "\"period\":null,\"tripsPerDay\":null,\"lastYearTrips\":null,"
                        + "\"lastYearTripsPerDay\":null,\"yearOnYearPercent\":null,\"commodityCodes\":null,"
                        + "\"netTonnesByChapter\":null,\"consignees\":null,\"netTonnesByConsignee\":null,"
                        + "\"asOf\":\"2026-10-01T12:00:00Z\",\"revision\":7}");
        Map<String, String> headers = new TreeMap<>();
        for (Header header : told.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "corridor.trips/2/0",
                        "ce_source", "/corridor.trips",
                        "ce_type", "dev.goldencorridor.schemas.TripCounts",
                        "ce_subject", KHORGOS,
                        "ce_time", "2026-10-01T12:00:00Z",
                        "content-type", "application/json"));

        JsonNode clearance =
                new ObjectMapper().readTree(awaitOnly(AggregateRoute.CLEARANCE).value());
        assertThat(clearance.get("within24hShare").doubleValue()).isEqualTo(0.5);
        assertThat(clearance.get("sameDayShare").isNull()).isTrue();
        assertThat(clearance.at("/steps/0/step").textValue()).isEqualTo("ARRIVAL_TO_LODGED");
    }

    @Test
    void aValueThatSaysNothingNewIsNotToldAgain() throws Exception {
        corridor.startSink("--set", "sink.min.interval=500ms");
        write(0, KHORGOS, trips(1, 1, NOON));
        write(0, ALASHANKOU, trips(1, 1, NOON));
        write(0, MARKER, trips(1, 1, NOON));
        awaitArrival(MARKER, 1);

        // In one transaction, so that the sink sees all of them at once, however slow the machine.
        try (KafkaProducer<String, byte[]> writer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "at-once"))) {
            writer.initTransactions();
            writer.beginTransaction();
            send(writer, 0, KHORGOS, trips(1, 2, NOON.plusSeconds(60)));
            send(writer, 0, ALASHANKOU, trips(2, 2, NOON));
            send(writer, 0, ALASHANKOU, trips(1, 3, NOON));
            send(writer, 0, MARKER, trips(2, 2, NOON));
            writer.commitTransaction();
        }
        awaitArrival(MARKER, 2);
        assertThat(revisions(KHORGOS)).containsExactly(1L);
        assertThat(revisions(ALASHANKOU))
                .as("there and back within the interval")
                .containsExactly(1L);

        write(0, ALASHANKOU, trips(2, 4, NOON));
        awaitArrival(ALASHANKOU, 4);
        assertThat(revisions(ALASHANKOU)).containsExactly(1L, 4L);
    }

    @Test
    void theFirstChangeGoesOutAtOnceFurtherOnesAtIntervalsAndTheLastOneAlways() throws Exception {
        Duration interval = Duration.ofSeconds(2);
        corridor.startSink("--set", "sink.min.interval=2s");
        write(0, MARKER, trips(1, 1, NOON));
        awaitArrival(MARKER, 1);

        long[] written = {0};
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
            written[0]++;
            write(0, KHORGOS, trips(written[0], written[0], NOON));
            return revisions(KHORGOS).size() >= 2;
        });
        awaitArrival(KHORGOS, written[0]);

        List<ConsumerRecord<byte[], byte[]>> told = told(KHORGOS);
        ConsumerRecord<byte[], byte[]> first = corridor.read(AggregateRoute.TRIPS.aggregate()).stream()
                .filter(record -> key(record).equals(KHORGOS))
                .findFirst()
                .orElseThrow();
        assertThat(told.get(0).timestamp() - first.timestamp()).isLessThan(interval.toMillis() / 2);
        assertThat(told).hasSizeLessThan((int) written[0]);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).timestamp() - told.get(i - 1).timestamp())
                    .isGreaterThanOrEqualTo(interval.toMillis());
        }
    }

    @Test
    void stoppingDeliversWhatIsHeld() throws Exception {
        Process sink = corridor.startSink("--set", "sink.min.interval=1h");
        write(0, KHORGOS, trips(1, 1, NOON));
        awaitArrival(KHORGOS, 1);
        write(0, KHORGOS, trips(2, 2, NOON));
        write(0, MARKER, trips(1, 1, NOON));
        awaitArrival(MARKER, 1);
        assertThat(revisions(KHORGOS)).containsExactly(1L);

        sink.destroy();
        assertThat(sink.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(revisions(KHORGOS)).containsExactly(1L, 2L);
    }

    @Test
    void aRestartAfterAKillDeliversWhatWasHeldAndNothingTwice() throws Exception {
        // Names that stay let the restarted process take over at once.
        String[] settings = {
            "--set", "sink.min.interval=1h", "--set", "sink.instance=one", "--set", "kafka.group.instance.id=one"
        };
        Process sink = corridor.startSink(settings);
        write(0, KHORGOS, trips(1, 1, NOON));
        write(0, ALASHANKOU, trips(1, 1, NOON));
        awaitArrival(ALASHANKOU, 1);
        write(0, KHORGOS, trips(2, 2, NOON));
        write(0, ALASHANKOU, trips(1, 2, NOON.plusSeconds(60)));
        write(0, MARKER, trips(1, 1, NOON));
        awaitArrival(MARKER, 1);
        assertThat(revisions(KHORGOS)).containsExactly(1L);

        CorridorUnderTest.kill(sink);
        write(0, ALASHANKOU, trips(1, 3, NOON.plusSeconds(120)));
        write(0, "PORT/AFTER/PT1H", trips(1, 1, NOON));
        corridor.startSink(settings);

        awaitArrival("PORT/AFTER/PT1H", 1);
        awaitArrival(KHORGOS, 2);
        assertThat(revisions(KHORGOS)).containsExactly(1L, 2L);
        assertThat(revisions(ALASHANKOU)).containsExactly(1L);
        assertThat(revisions(MARKER)).containsExactly(1L);
    }

    /** As after an outage in which upstream's tombstones have been compacted away, or after upstream was made anew. */
    @Test
    void whatUpstreamNoLongerHasIsDeletedAtTheStartAndAllElseIsLeftAlone() throws Exception {
        String goneAlert = "CNHRS|CN|X1|2026-09-30|CLEARANCE_OVERDUE";
        String hereAlert = "CNHRS|CN|X2|2026-09-30|CLEARANCE_OVERDUE";
        Process sink = corridor.startSink();
        write(1, KHORGOS, trips(1, 1, NOON));
        write(1, ALASHANKOU, trips(2, 1, NOON));
        awaitArrival(ALASHANKOU, 1);
        aggregates
                .send(new ProducerRecord<>(TopicCatalogue.DELAYS, 2, hereAlert, new byte[] {1}))
                .get();
        await().atMost(LIMIT)
                .until(() -> !corridor.read(TopicCatalogue.REJECTED).isEmpty());
        sink.destroy();
        assertThat(sink.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (KafkaProducer<String, byte[]> writer = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "stale"))) {
            writer.initTransactions();
            writer.beginTransaction();
            for (int partition = 0; partition < 4; partition++) {
                put(writer, "ops.trips", partition, "PORT/GONE" + partition + "/PT1H");
                put(writer, "delays.khorgos", partition, goneAlert);
            }
            // The right key on a partition that it is not on upstream.
            put(writer, "ops.trips", 3, KHORGOS);
            put(writer, "delays.critical", 0, goneAlert);
            put(writer, "delays.khorgos", 2, hereAlert);
            writer.commitTransaction();
        }

        corridor.startSink();

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(present("ops.trips")).containsExactlyInAnyOrder("1 " + KHORGOS, "1 " + ALASHANKOU);
            assertThat(present("delays.khorgos")).containsExactly("2 " + hereAlert);
            assertThat(present("delays.critical")).isEmpty();
        });
        assertThat(revisions(ALASHANKOU)).containsExactly(1L);
    }

    private static void put(KafkaProducer<String, byte[]> writer, String topic, int partition, String key) {
        var unused = writer.send(new ProducerRecord<>(topic, partition, key, new byte[] {1}));
    }

    /** The keys that a reader who starts now finds in the topic, each with its partition. */
    private List<String> present(String topic) {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        corridor.read(topic)
                .forEach(record -> keys.put(record.partition() + " " + key(record), record.value() != null));
        return keys.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void whenOneOfTwoInstancesIsKilledInTheMiddleTheOtherLosesAndRepeatsNothing() throws Exception {
        String[] settings = {
            "--set", "sink.min.interval=50ms",
            "--set", "kafka.session.timeout.ms=6000",
            "--set", "kafka.transaction.timeout.ms=5000"
        };
        // Registered beforehand: two that start at once on an empty registry would get in each other's way there.
        corridor.registry().verify(Subject.aggregates(), true);
        Process killed = corridor.startSink(settings);
        corridor.startSink(settings);
        await().atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof GroupIdNotFoundException)
                .until(this::twoInstancesShareThePartitions);

        int keys = 200;
        long last = 40;
        for (long revision = 1; revision <= last; revision++) {
            for (int key = 0; key < keys; key++) {
                send(aggregates, key % 4, "HUB/H" + key + "/PT1H", trips(tripsOf(key, revision), revision, NOON));
            }
            if (revision == last / 2) {
                await().atMost(LIMIT)
                        .until(() -> corridor.downstream(AggregateRoute.TRIPS).size() == keys);
            } else if (revision == 3 * last / 4) {
                CorridorUnderTest.kill(killed);
            }
        }
        aggregates.flush();

        Map<String, Long> expected = new HashMap<>();
        for (int key = 0; key < keys; key++) {
            expected.put("HUB/H" + key + "/PT1H", tripsOf(key, last));
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Long> told = new HashMap<>();
            corridor.downstream(AggregateRoute.TRIPS)
                    .forEach((key, value) -> told.put(key, ((TripCounts) value).getTrips()));
            assertThat(told).isEqualTo(expected);
        });
        Map<String, TripCounts> before = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(AggregateRoute.TRIPS.downstream())) {
            TripCounts next = tripCounts(record);
            TripCounts previous = before.put(key(record), next);
            if (previous != null) {
                assertThat(next.getRevision()).isGreaterThan(previous.getRevision());
                assertThat(next.getTrips())
                        .as("a value that says something new")
                        .isGreaterThan(previous.getTrips());
            }
        }
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    /** Every second value says the same as the one before, and some keys never say anything new. */
    private static long tripsOf(int key, long revision) {
        return key % 7 == 0 ? 0 : revision / 2;
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> given = new LinkedHashMap<>(more);
        Settings common = corridor.settings();
        given.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, common.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG));
        given.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, STACK.registryUrl());
        return Settings.of(SinkSettings.definition(), given);
    }

    private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(corridor.settings().kafkaClient());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private void write(int partition, String key, TripCounts value) throws ExecutionException, InterruptedException {
        write(AggregateRoute.TRIPS, partition, key, value);
    }

    private void write(AggregateRoute route, int partition, String key, SpecificRecord value)
            throws ExecutionException, InterruptedException {
        byte[] bytes = new WireSerializer<>(corridor.registry(), value.getSchema()).serialize("", value);
        aggregates
                .send(new ProducerRecord<>(route.aggregate(), partition, key, bytes))
                .get();
    }

    private void send(KafkaProducer<String, byte[]> writer, int partition, String key, TripCounts value) {
        var unused = writer.send(new ProducerRecord<>(
                AggregateRoute.TRIPS.aggregate(), partition, key, serializer.serialize("", value)));
    }

    private void awaitArrival(String key, long revision) {
        await().atMost(LIMIT).until(() -> revisions(key).contains(revision));
    }

    private ConsumerRecord<byte[], byte[]> awaitOnly(AggregateRoute route) {
        List<ConsumerRecord<byte[], byte[]>> records =
                await().atMost(LIMIT).until(() -> corridor.read(route.downstream()), found -> !found.isEmpty());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** The revisions of one key in the order in which they were delivered. */
    private List<Long> revisions(String key) {
        return told(key).stream()
                .map(record -> tripCounts(record).getRevision())
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> told(String key) {
        return corridor.read(AggregateRoute.TRIPS.downstream()).stream()
                .filter(record -> key(record).equals(key))
                .toList();
    }

    private TripCounts tripCounts(ConsumerRecord<byte[], byte[]> record) {
        return new WireDeserializer<TripCounts>(corridor.registry(), TripCounts.getClassSchema())
                .deserialize(record.topic(), record.value());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private List<Content> contents(String topic) {
        List<Content> contents = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(topic)) {
            contents.add(new Content(record.partition(), key(record), ByteBuffer.wrap(record.value())));
        }
        return contents;
    }

    private boolean twoInstancesShareThePartitions() throws ExecutionException, InterruptedException {
        String group = "corridor-sink";
        try (Admin admin = corridor.admin()) {
            List<Integer> shares =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                            .map(member -> member.assignment().topicPartitions().size())
                            .toList();
            int partitions = 4 * (AggregateRoute.all().size() + 1);
            return shares.equals(List.of(partitions / 2, partitions / 2));
        }
    }

    private static TripCounts trips(long trips, long revision, Instant asOf) {
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

    private static ClearanceLatency clearance() {
        StepDuration step = new StepDuration("ARRIVAL_TO_LODGED", 1L, 60.0, 60.0, 60.0, 60.0, 60.0, 60.0);
        return new ClearanceLatency(
                "PORT",
                "CNHRS",
                "PT1H",
                NOON,
                NOON,
                1L,
                60.0,
                60.0,
                60.0,
                60.0,
                60.0,
                90_000.0,
                0.5,
                null,
                1L,
                90_000.0,
                List.of(step),
                null,
                NOON,
                1L);
    }

    private static DurationStatistics dwell() {
        return new DurationStatistics(
                "PORT",
                "CNHRS",
                "PT1H",
                NOON,
                NOON,
                0L,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "PREVIOUS",
                null,
                null,
                NOON,
                1L);
    }

    /** What a reader gets of a record. */
    private record Content(int partition, String key, ByteBuffer value) {}
}
