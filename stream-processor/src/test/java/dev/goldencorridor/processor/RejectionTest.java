package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each fault of a record is rejected with its reason, and no reject stops the records around it. {@code
 * BadInputCorpusTest} has more faults.
 */
class RejectionTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final byte[] KEY = RUN.getBytes(StandardCharsets.UTF_8);
    private static final Instant RECEIVED = Instant.parse("2026-10-31T10:00:00Z");
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();
    private final TrainMovement good = Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z");

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aRejectedRecordKeepsItsBytesAndItsHeadersHoldOriginAndReason() {
        byte[] value = {0, 0, 0, 0, 99, 1, 2};
        pipeline.publish("khorgos", KEY, value, RECEIVED);
        pipeline.passTime(Duration.ofSeconds(31));
        TestRecord<byte[], byte[]> rejected = pipeline.rejected().get(0);
        assertThat(rejected.key()).isEqualTo(KEY);
        assertThat(rejected.value()).isEqualTo(value);
        assertThat(header(rejected, "reason")).isEqualTo("UNKNOWN_SCHEMA");
        assertThat(header(rejected, "topic")).isEqualTo("movements.khorgos");
        assertThat(header(rejected, "partition")).isEqualTo("0");
        assertThat(header(rejected, "offset")).isEqualTo("0");
        assertThat(header(rejected, "exception")).isEqualTo("dev.goldencorridor.schemas.wire.UndecodableException");
        assertThat(header(rejected, "message")).contains("99");
        assertThat(header(rejected, "received.at")).isEqualTo(Long.toString(RECEIVED.toEpochMilli()));
    }

    @Test
    void genericToolsFindTheHeadersOfADeadLetterQueue() {
        pipeline.publish("khorgos", KEY, new byte[] {1}, RECEIVED);
        Headers decoding = pipeline.rejected().get(0).headers();
        assertThat(RejectHeaders.text(decoding, "__streams.errors.exception")).endsWith(".UndecodableException");
        assertThat(RejectHeaders.text(decoding, "__streams.errors.stacktrace"))
                .contains("\n\tat dev.goldencorridor.schemas.wire.WireDeserializer.")
                .hasSizeLessThanOrEqualTo(2_000);
        pipeline.publish("khorgos", null, new byte[] {1}, RECEIVED);
        Headers rule = pipeline.rejected().get(0).headers();
        assertThat(RejectHeaders.text(rule, "__streams.errors.exception")).isEqualTo("NULL_KEY");
        assertThat(RejectHeaders.text(rule, "__streams.errors.message")).contains("the key is null");
        assertThat(RejectHeaders.text(rule, "__streams.errors.topic")).isEqualTo("movements.khorgos");
        assertThat(RejectHeaders.text(rule, "__streams.errors.partition")).isEqualTo("0");
        assertThat(RejectHeaders.text(rule, "__streams.errors.offset")).isEqualTo("1");
        assertThat(rule.lastHeader("__streams.errors.stacktrace")).isNull();
    }

    @Test
    void eachFaultIsRejectedWithItsReasonAndTheGoodRecordsAroundItCount() {
        byte[] bytes = pipeline.encode(good);
        pipeline.publish("khorgos", KEY, bytes, RECEIVED);
        byte[] wrongMagic = bytes.clone();
        wrongMagic[0] = 1;
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put("NULL_KEY", () -> pipeline.publish("khorgos", null, bytes, RECEIVED));
        faults.put(
                "KEY_NOT_RUN_ID",
                () -> pipeline.publish("khorgos", "other".getBytes(StandardCharsets.UTF_8), bytes, RECEIVED));
        faults.put("NULL_VALUE", () -> pipeline.publish("khorgos", KEY, null, RECEIVED));
        faults.put("TOO_LARGE", () -> pipeline.publish("khorgos", KEY, new byte[5_000_000], RECEIVED));
        faults.put("NOT_WIRE_FORMAT", () -> pipeline.publish("khorgos", KEY, wrongMagic, RECEIVED));
        faults.put(
                "MALFORMED", () -> pipeline.publish("khorgos", KEY, Arrays.copyOf(bytes, bytes.length - 1), RECEIVED));
        faults.put("UNKNOWN_PUBLISHER", () -> pipeline.publish("nobody", KEY, bytes, RECEIVED));
        faults.put("FACILITY_NOT_ALLOWED", () -> pipeline.publish("alashankou", KEY, bytes, RECEIVED));
        faults.put("TOO_FAR_AHEAD", () -> pipeline.publish("khorgos", KEY, at("2026-10-31T10:10:00.001Z"), RECEIVED));
        faults.put("TOO_OLD", () -> pipeline.publish("khorgos", KEY, at("2010-12-31T23:59:59.999Z"), RECEIVED));
        UUID id = UUID.randomUUID();
        faults.put(
                "SELF_RETRACTION",
                () -> publishChanged(movement -> movement.setEventId(id).setRetracts(id)));
        faults.put("BLANK_FIELD", () -> publishChanged(movement -> movement.setFacility(" ")));
        Object longOrigin = Movements.departureOf("x".repeat(70_000), null, null);
        faults.put("FIELD_TOO_LONG", () -> publishChanged(movement -> movement.setDetail(longOrigin)));
        Object infiniteTonnes = Movements.departureOf(null, null, Movements.consist(1, 1, 1, Double.POSITIVE_INFINITY));
        faults.put("IMPLAUSIBLE_CONSIST", () -> publishChanged(movement -> movement.setDetail(infiniteTonnes)));
        faults.forEach((reason, fault) -> {
            fault.run();
            List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
            assertThat(rejected).as(reason).hasSize(1);
            assertThat(header(rejected.get(0), "reason")).isEqualTo(reason);
        });
        pipeline.publish(
                Movements.departure("CR|X8003|2026-10-30", "CNHRS", Direction.OUTBOUND, "2026-10-31T10:09:00Z"));
        TripCounts trips =
                (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get("PORT/CNHRS/PT1H");
        assertThat(trips.getTrips()).isEqualTo(2);
    }

    @Test
    void aReportWithAnImpossibleTimeOfCreationIsRejected() {
        Map<String, String> faults =
                Map.of("2099-06-04T08:01:00Z", "TOO_FAR_AHEAD", "2010-12-31T23:59:59.999Z", "TOO_OLD");
        faults.forEach((createdAt, reason) -> {
            publishChanged(movement -> movement.setCreatedAt(Instant.parse(createdAt)));
            List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
            assertThat(header(rejected.get(0), "reason")).isEqualTo(reason);
            assertThat(header(rejected.get(0), "message")).startsWith("createdAt: " + createdAt);
        });
    }

    @Test
    void aConsistThatNoStoreCouldHoldIsRejected() {
        Map<String, List<Commodity>> faults = Map.of(
                "FIELD_TOO_LONG", List.of(new Commodity("1001", 1.0, "x".repeat(70_000))),
                "BLANK_FIELD", List.of(new Commodity("", 1.0, null)),
                "IMPLAUSIBLE_CONSIST", List.of(new Commodity("1001", Double.NaN, null)));
        faults.forEach((reason, commodities) -> {
            publishWith(commodities);
            assertThat(header(pipeline.rejected().get(0), "reason")).isEqualTo(reason);
        });
        publishWith(Collections.nCopies(501, new Commodity("1001", 1.0, null)));
        assertThat(header(pipeline.rejected().get(0), "reason")).isEqualTo("IMPLAUSIBLE_CONSIST");
        for (int i = 0; i < 4; i++) {
            publishWith(Collections.nCopies(500, new Commodity("1001", 1.0, "A")));
            assertThat(pipeline.rejected()).isEmpty();
        }
        publishWith(Collections.nCopies(1, new Commodity("1001", 1.0, "A")));
        assertThat(header(pipeline.rejected().get(0), "reason")).isEqualTo("TOO_MANY_REPORTS");
    }

    @Test
    void aFieldThatIsNoCodeIsRejectedAndABlankOneCountsAsNone() {
        Map<String, Object> faults = Map.of(
                "origin", Movements.departureOf("Xi'an", null, null),
                "destination", Movements.departureOf(null, "route-" + UUID.randomUUID(), null),
                "nextBorder", new Departure(null, null, "1", null, null, null),
                "hs", Movements.departureOf(null, null, Movements.consist(List.of(new Commodity("10.01", 1.0, null)))));
        faults.forEach((field, detail) -> {
            publishDetail(detail);
            List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
            assertThat(rejected).as(field).hasSize(1);
            assertThat(header(rejected.get(0), "reason")).isEqualTo("NOT_A_CODE");
            assertThat(header(rejected.get(0), "message")).contains(field);
        });
        publishDetail(new Departure("", " ", "", null, null, null));
        publishDetail(Movements.departureOf("db-site:KÄP", "it:MILANO CENTRALE", null));
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void aFacilityThatIsNoCodeIsRejectedAlsoWhereThePublisherMayReportItsWholeScheme() {
        pipeline.publish(
                "gb-trust",
                KEY,
                pipeline.encode(
                        TrainMovement.newBuilder(good).setFacility("stanox:1|2").build()),
                RECEIVED);
        assertThat(header(pipeline.rejected().get(0), "reason")).isEqualTo("NOT_A_CODE");
    }

    @Test
    void placesOfAnyScriptHaveTheirOwnKeysAndADenormalCodeIsRejectedWithAHint() {
        List<String> codes = List.of("stanox:KÄP", "stanox:MILANO CENTRALE", "stanox:St-Denis (Stade) & 'x'.y_z");
        for (String code : codes) {
            publishFrom(code, Direction.DOMESTIC);
        }
        assertThat(pipeline.rejected()).isEmpty();
        Map<String, SpecificRecord> trips = pipeline.settle().latest(AggregateRoute.TRIPS);
        assertThat(trips.keySet())
                .contains("HUB/stanox:KÄP/PT1H", "HUB/stanox:MILANO CENTRALE/PT1H")
                .contains("HUB/stanox:St-Denis (Stade) & 'x'.y_z/PT1H");
        publishFrom("stanox:KA\u0308P", Direction.DOMESTIC);
        assertThat(header(pipeline.rejected().get(0), "message")).contains("normal form C");
    }

    private void publishFrom(String facility, Direction direction) {
        TrainMovement departure = TrainMovement.newBuilder(
                        Movements.departure(RUN, "stanox:1", direction, "2026-10-31T09:59:00Z"))
                .setFacility(facility)
                .build();
        pipeline.publish("gb-trust", KEY, pipeline.encode(departure), RECEIVED);
    }

    private void publishChanged(Consumer<TrainMovement.Builder> change) {
        TrainMovement.Builder movement = TrainMovement.newBuilder(good);
        change.accept(movement);
        pipeline.publish("khorgos", KEY, pipeline.encode(movement.build()), RECEIVED);
    }

    private void publishDetail(Object detail) {
        pipeline.publish(
                "khorgos",
                KEY,
                pipeline.encode(TrainMovement.newBuilder(good)
                        .setEventId(UUID.randomUUID())
                        .setDetail(detail)
                        .build()),
                RECEIVED);
    }

    private void publishWith(List<Commodity> commodities) {
        pipeline.publish(
                "khorgos",
                KEY,
                pipeline.encode(TrainMovement.newBuilder(good)
                        .setEventId(UUID.randomUUID())
                        .setDetail(Movements.departureOf(null, null, Movements.consist(commodities)))
                        .build()),
                RECEIVED);
    }

    private byte[] at(String occurredAt) {
        return pipeline.encode(TrainMovement.newBuilder(good)
                .setOccurredAt(Instant.parse(occurredAt))
                .build());
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
