package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bad records on a real broker are rejected, and the good records around them are counted. */
class BadInputIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static Instant now;
    private static KillableCorridor corridor;
    private static WireSerializer<TrainMovement> encoder;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now();
        corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
        encoder = new WireSerializer<>(corridor.registry(), TrainMovement.getClassSchema());
        corridor.runProcessor("processor.schema.grace=3s");
        corridor.runSink();
    }

    @AfterAll
    static void stop() {
        corridor.close();
    }

    @Test
    void everyFaultEndsInTheRejectsWithItsReasonAndItsBytesAndTheGoodRecordsAroundItCount() throws Exception {
        String run = "CR|X8001|2026-10-30";
        TrainMovement good = movement(run, "CNHRS", new Departure(null, null, null, null, null, null), now);
        byte[] bytes = encoder.serialize("", good);
        List<String> expected = new ArrayList<>();

        corridor.publishRaw("khorgos", null, run, bytes);
        publishUnreadableRecords(expected, run, bytes);
        publishReadableRecordsWithFaults(expected, run, good);
        String other = "CR|X8003|2026-10-30";
        corridor.publishRaw(
                "khorgos", null, other, encoder.serialize("", movement(other, "CNHRS", good.getDetail(), now)));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(rejectedOf("khorgos"))
                    .extracting(record -> header(record, "reason"))
                    .containsExactlyInAnyOrderElementsOf(expected);
            TripCounts trips = (TripCounts) downstream(AggregateRoute.TRIPS, "PORT/CNHRS/PT1H");
            assertThat(trips.getTrips()).isEqualTo(2);
        });
        for (ConsumerRecord<byte[], byte[]> rejected : rejectedOf("khorgos")) {
            assertHoldsTheBytesOfItsOriginal(rejected);
        }
        await().atMost(LIMIT).untilAsserted(() -> theCountsOfKhorgosAgree(expected));
    }

    private static void theCountsOfKhorgosAgree(List<String> reasons) {
        List<ConsumerRecord<byte[], byte[]>> received = corridor.read(TopicCatalogue.movementsOf("khorgos"));
        PublisherStatus status = status("khorgos");
        Map<String, Long> byReason = new TreeMap<>();
        reasons.forEach(reason -> byReason.merge(reason, 1L, Long::sum));
        assertThat(new TreeMap<>(status.getRejectedByReason())).isEqualTo(byReason);
        assertThat(status.getRejected()).isEqualTo(reasons.size()).isEqualTo(status.getRejectedLast24h());
        assertThat(status.getAccepted()).isEqualTo(2);
        assertThat(status.getAccepted() + status.getDuplicates() + status.getRejected())
                .isEqualTo(received.size());
        assertThat(status.getLastReceivedAt().toEpochMilli())
                .isEqualTo(received.stream().map(ConsumerRecord::timestamp).reduce(0L, Math::max));
    }

    private static PublisherStatus status(String publisher) {
        return (PublisherStatus) downstream(AggregateRoute.PUBLISHERS, publisher);
    }

    @Test
    void whatIsTooLongOnceItIsDecompressedIsRefusedByTheBroker() {
        assertThatThrownBy(() -> corridor.publishCompressed("urumqi", new byte[5_000_000], new byte[20_000_000]))
                .hasCauseInstanceOf(InvalidRecordException.class);
    }

    /**
     * The broker limits the size of the compressed batch. Uncompressed, these records exceed the limit of every topic.
     */
    @Test
    void whatIsTooLongForTheRejectsIsCutThereAndSaysWhereAllOfItIs() throws Exception {
        corridor.publishCompressed("urumqi", new byte[400_000], new byte[1_100_000]);
        await().atMost(LIMIT).untilAsserted(() -> {
            List<ConsumerRecord<byte[], byte[]>> rejected = rejectedOf("urumqi");
            assertThat(rejected).hasSize(1);
            assertThat(header(rejected.get(0), "reason")).isEqualTo("TOO_LARGE");
            assertThat(header(rejected.get(0), "truncated")).isEqualTo("400000 1100000 0");
            assertThat(rejected.get(0).key()).hasSize(64 << 10);
            assertThat(rejected.get(0).value()).hasSize(1 << 20);
        });
    }

    @Test
    void aCompressedBatchIsJudgedRecordByRecord() throws Exception {
        List<String> codecs = List.of("gzip", "snappy", "lz4", "zstd");
        for (String codec : codecs) {
            String run = "CR|" + codec + "|2026-10-30";
            byte[] good = encoder.serialize("", movement(run, "CNXAG", new Arrival(), now));
            byte[] cut = Arrays.copyOf(good, good.length - 3);
            byte[] text = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
            byte[] key = run.getBytes(StandardCharsets.UTF_8);
            List<ProducerRecord<byte[], byte[]>> batch = Stream.of(cut, null, good, text, good)
                    .map(value -> new ProducerRecord<>("movements.xian", 0, key, value))
                    .toList();
            corridor.publishAll(Map.of("compression.type", codec, "linger.ms", 1_000, "batch.size", 1 << 20), batch);
        }
        long batches = codecs.size();
        await().atMost(LIMIT).untilAsserted(() -> {
            PublisherStatus status = status("xian");
            assertThat(status.getAccepted()).isEqualTo(batches);
            assertThat(status.getDuplicates()).isEqualTo(batches);
            assertThat(status.getRejectedByReason())
                    .isEqualTo(Map.of("NULL_VALUE", batches, "MALFORMED", batches, "NOT_WIRE_FORMAT", batches));
        });
    }

    @Test
    void aRunWhoseReportsAForeignPartitionerScatteredIsStillOneRun() throws Exception {
        String run = "CR|X9043|2026-10-30";
        Instant arrivedAt = now.minus(Duration.ofHours(2));
        byte[] arrival = encoder.serialize(
                "", movement(run, "CNAKL", new Arrival(null, null, null, null, null, null), arrivedAt));
        byte[] release = encoder.serialize(
                "",
                movement(
                        run,
                        "CNAKL",
                        new Clearance(ClearanceStep.RELEASED, null, null, null, null),
                        now.minus(Duration.ofMinutes(5))));
        for (int partition = 0; partition < 4; partition++) {
            corridor.publishRaw("alashankou", partition, run, partition % 2 == 0 ? release : arrival);
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            ClearanceLatency latency = (ClearanceLatency) downstream(AggregateRoute.CLEARANCE, "PORT/CNAKL/PT24H");
            assertThat(latency.getCount()).isEqualTo(1);
            assertThat(latency.getOpen()).isZero();
            assertThat(latency.getMeanSeconds())
                    .isEqualTo(Duration.ofMinutes(115).toMillis() / 1000.0);
            assertThat(status("alashankou").getAccepted()).isEqualTo(2);
            assertThat(status("alashankou").getDuplicates()).isEqualTo(2);
        });
    }

    private static List<ConsumerRecord<byte[], byte[]>> rejectedOf(String publisher) {
        return corridor.read(TopicCatalogue.REJECTED).stream()
                .filter(record -> header(record, "topic").equals(TopicCatalogue.movementsOf(publisher)))
                .toList();
    }

    /** A shared registry also holds schemas that are not Avro. */
    private static int jsonSchemaId() throws Exception {
        String schema = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}";
        return ServerSecurity.registryClient(STACK.registryUrl())
                .registerSchema(schema, "JSON", List.of(), "someone-elses")
                .getId();
    }

    private static void publishUnreadableRecords(List<String> expected, String run, byte[] bytes) throws Exception {
        reject(expected, "NULL_KEY", null, bytes);
        reject(expected, "KEY_NOT_RUN_ID", "another|run|2026-10-30", bytes);
        reject(expected, "NULL_VALUE", run, null);
        reject(expected, "NOT_WIRE_FORMAT", run, "not Avro at all".getBytes(StandardCharsets.UTF_8));
        reject(expected, "NOT_WIRE_FORMAT", run, new byte[] {0, 0});
        reject(expected, "UNKNOWN_SCHEMA", run, ForgedValues.withSchemaId(bytes, 987_654));
        reject(
                expected,
                "UNREADABLE_SCHEMA",
                run,
                ForgedValues.withSchemaId(bytes, corridor.registry().idOf(ContractSubjects.TRIP_COUNTS)));
        reject(expected, "MALFORMED", run, Arrays.copyOf(bytes, bytes.length - 3));
        reject(expected, "MALFORMED", run, Arrays.copyOf(bytes, bytes.length + 3));
        reject(
                expected,
                "MALFORMED",
                run,
                ForgedValues.claimingManyCommodities(encoder.serialize(
                        "",
                        movement(
                                run,
                                "CNHRS",
                                new Departure(null, null, null, null, null, new Consist(1, 1, 1, 1.0, List.of())),
                                now))));
        reject(expected, "TOO_LARGE", run, new byte[5_000_000]);
        reject(expected, "UNKNOWN_SCHEMA", run, ForgedValues.withSchemaId(bytes, jsonSchemaId()));
    }

    private static void publishReadableRecordsWithFaults(List<String> expected, String run, TrainMovement good)
            throws Exception {
        reject(
                expected,
                "BLANK_FIELD",
                run,
                encoder.serialize("", movement(run, "CNHRS", new Departure("A\0", "B", null, null, null, null), now)));
        reject(
                expected,
                "NOT_A_CODE",
                run,
                encoder.serialize(
                        "", movement(run, "CNHRS", new Departure("Xi'an", null, null, null, null, null), now)));
        reject(expected, "TOO_FAR_AHEAD", run, encoder.serialize("", at(good, now.plus(Duration.ofDays(1)))));
        reject(expected, "TOO_OLD", run, encoder.serialize("", at(good, Instant.parse("2010-12-31T23:59:59Z"))));
        byte[] foreign = encoder.serialize("", movement(run, "CNAKL", good.getDetail(), now));
        reject(expected, "FACILITY_NOT_ALLOWED", run, foreign);
    }

    private static void assertHoldsTheBytesOfItsOriginal(ConsumerRecord<byte[], byte[]> rejected) {
        assertThat(header(rejected, "message")).isNotBlank();
        ConsumerRecord<byte[], byte[]> original = original(rejected);
        assertThat(rejected.key()).isEqualTo(original.key());
        if (original.value() != null && original.value().length > 1 << 20) {
            assertThat(rejected.value()).isEqualTo(Arrays.copyOf(original.value(), 1 << 20));
            assertThat(header(rejected, "truncated"))
                    .isEqualTo(original.key().length + " " + original.value().length + " 0");
        } else {
            assertThat(rejected.value()).isEqualTo(original.value());
        }
    }

    private static void reject(List<String> expected, String reason, String key, byte[] value) throws Exception {
        expected.add(reason);
        corridor.publishRaw("khorgos", null, key, value);
    }

    private static ConsumerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> rejected) {
        return corridor.read("movements.khorgos").stream()
                .filter(record -> header(rejected, "partition").equals(Integer.toString(record.partition()))
                        && header(rejected, "offset").equals(Long.toString(record.offset())))
                .findFirst()
                .orElseThrow();
    }

    private static TrainMovement movement(String run, String facility, Object detail, Instant at) {
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                run,
                run.substring(run.indexOf('|') + 1, run.lastIndexOf('|')),
                facility,
                Direction.OUTBOUND,
                at,
                null,
                at,
                "khorgos",
                detail);
    }

    private static TrainMovement at(TrainMovement movement, Instant occurredAt) {
        return TrainMovement.newBuilder(movement).setOccurredAt(occurredAt).build();
    }

    private static SpecificRecord downstream(AggregateRoute route, String key) {
        SpecificRecord value = corridor.downstream(route).get(key);
        assertThat(value).as(key).isNotNull();
        return value;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
