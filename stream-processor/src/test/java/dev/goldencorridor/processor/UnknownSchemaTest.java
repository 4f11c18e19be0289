package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Unknown schema ids delay no record with a known schema and do not flood the registry. Records with a new schema are
 * admitted.
 */
class UnknownSchemaTest {
    private static final Instant RECEIVED = Instant.parse("2026-10-31T10:00:00Z");
    private static final String AT = "2026-10-31T09:59:00Z";

    private final SecondRegistryNode registry = new SecondRegistryNode();
    private PipelineDriver pipeline = start(Map.of());
    private int runs;

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aNewSchemaThatANodeOfTheRegistryDoesNotKnowYetRejectsNoGoodRecord() throws Exception {
        int newer = registerNewerSchema();
        registry.lagsBehind(newer);
        for (int i = 0; i < 20; i++) {
            publish("khorgos", "CNHRS", newer);
            publish("khorgos", "CNHRS", null);
        }
        assertThat(trips("CNHRS")).as("records of the known schema go on").isEqualTo(20);
        pipeline.passTime(Duration.ofSeconds(5));
        assertThat(trips("CNHRS")).isEqualTo(20);

        registry.catchesUp();
        pipeline.passTime(Duration.ofSeconds(1));
        assertThat(trips("CNHRS")).isEqualTo(40);
        assertThat(pipeline.rejected()).isEmpty();
        assertThat(pipeline.stored("journeys")).noneMatch(key -> key.startsWith("u"));
        publish("khorgos", "CNHRS", newer);
        assertThat(trips("CNHRS")).isEqualTo(41);
    }

    @Test
    void anIdThatStaysUnknownIsRejectedWhenItsGraceIsOver() {
        publish("khorgos", "CNHRS", null);
        publish("khorgos", "CNHRS", 987_654);
        pipeline.passTime(Duration.ofSeconds(29));
        assertThat(pipeline.rejected()).isEmpty();
        pipeline.passTime(Duration.ofSeconds(2));
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(header(rejected.get(0), "reason")).isEqualTo("UNKNOWN_SCHEMA");
        assertThat(header(rejected.get(0), "message")).contains("987654");
        assertThat(header(rejected.get(0), "topic")).isEqualTo("movements.khorgos");
        assertThat(header(rejected.get(0), "partition")).isEqualTo("0");
        assertThat(header(rejected.get(0), "offset")).isEqualTo("1");
    }

    @Test
    void randomIdsByTheThousandCostFewCallsAndDelayNobodyElse() throws Exception {
        Random random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            publish("khorgos", "CNHRS", 1_000 + random.nextInt(1 << 30));
            if (i % 100 == 0) {
                publish("alashankou", "CNAKL", null);
            }
        }
        assertThat(trips("CNAKL")).isEqualTo(50);
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(4_000);
        assertThat(header(rejected.get(0), "message")).contains("cannot wait", "1000 records");
        assertThat(registry.calls()).isLessThan(20);

        int newer = registerNewerSchema();
        registry.lagsBehind(newer);
        publish("alashankou", "CNAKL", newer);
        pipeline.passTime(Duration.ofSeconds(3));
        registry.catchesUp();
        pipeline.passTime(Duration.ofSeconds(1));
        assertThat(trips("CNAKL")).isEqualTo(51);

        for (int second = 0; second < 31; second++) {
            pipeline.passTime(Duration.ofSeconds(1));
        }
        assertThat(pipeline.rejected()).hasSize(1_000);
        assertThat(registry.calls()).isLessThan(70);
    }

    @Test
    void oneTopicMayParkEightMebibytes() {
        byte[] value = ByteBuffer.allocate(1 << 20).putInt(1, 987_654).array();
        for (int i = 0; i < 10; i++) {
            pipeline.publish("khorgos", "CR|X1|2026-10-30".getBytes(StandardCharsets.UTF_8), value, RECEIVED);
        }
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(3);
        assertThat(header(rejected.get(0), "message")).contains("8388608 bytes");
        publish("alashankou", "CNAKL", 987_655);
        assertThat(pipeline.rejected()).as("another publisher's").isEmpty();
    }

    @Test
    void whileTheRegistryIsAwayKnownSchemasGoOnAndUnknownOnesWait() throws Exception {
        publish("khorgos", "CNHRS", null);
        // The first clock comes a second after the first event, and the test decodes it only while the registry
        // answers.
        pipeline.settle();
        assertThat(trips("CNHRS")).isEqualTo(1);
        int newer = registerNewerSchema();
        registry.setUnavailable(true);
        publish("khorgos", "CNHRS", newer);
        publish("khorgos", "CNHRS", null);
        assertThat(trips("CNHRS")).isEqualTo(2);
        pipeline.passTime(Duration.ofHours(1));
        assertThat(pipeline.rejected()).isEmpty();

        registry.setUnavailable(false);
        pipeline.passTime(Duration.ofSeconds(60));
        assertThat(trips("CNHRS")).isEqualTo(3);
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void afterAnOutageAnIdHasItsWholeGrace() throws Exception {
        publish("khorgos", "CNHRS", null);
        // The first clock comes a second after the first event, and the test decodes it only while the registry
        // answers.
        pipeline.settle();
        assertThat(trips("CNHRS")).isEqualTo(1);
        int newer = registerNewerSchema();
        registry.setUnavailable(true);
        publish("khorgos", "CNHRS", newer);
        pipeline.passTime(Duration.ofHours(1));
        registry.setUnavailable(false);
        registry.lagsBehind(newer);
        pipeline.passTime(Duration.ofSeconds(10));
        pipeline.passTime(Duration.ofSeconds(20));
        assertThat(pipeline.rejected()).isEmpty();
        registry.catchesUp();
        pipeline.passTime(Duration.ofSeconds(5));
        assertThat(trips("CNHRS")).isEqualTo(2);
    }

    @Test
    void aNegativeIdIsRejectedAtOnceWithoutACall() {
        publish("khorgos", "CNHRS", -1);
        publish("khorgos", "CNHRS", Integer.MIN_VALUE);
        assertThat(pipeline.rejected()).hasSize(2).allSatisfy(record -> assertThat(header(record, "reason"))
                .isEqualTo("UNKNOWN_SCHEMA"));
        assertThat(registry.calls()).isZero();
    }

    @Test
    void aKeyThatIsNoRunIdDoesNotWait() {
        byte[] value = ByteBuffer.allocate(100).putInt(1, 987_654).array();
        pipeline.publish("khorgos", new byte[5_000], value, RECEIVED);
        assertThat(header(pipeline.rejected().get(0), "reason")).isEqualTo("KEY_NOT_RUN_ID");
    }

    @Test
    void withoutAGraceAnUnknownIdIsRejectedAtOnce() {
        pipeline.close();
        pipeline = start(Map.of("processor.schema.grace", "0ms"));
        publish("khorgos", "CNHRS", 987_654);
        assertThat(pipeline.rejected()).hasSize(1);
    }

    @Test
    void aReportThatWaitedAndThenExceedsItsRunsLimitIsRejectedWithItsOrigin() throws Exception {
        pipeline.close();
        pipeline = start(Map.of("processor.journey.max.reports", "10"));
        int newer = registerNewerSchema();
        registry.lagsBehind(newer);
        for (int i = 0; i < 10; i++) {
            runs = 0;
            publish("khorgos", "CNHRS", null);
        }
        runs = 0;
        publish("khorgos", "CNHRS", newer);
        registry.catchesUp();
        pipeline.passTime(Duration.ofSeconds(2));
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(header(rejected.get(0), "reason")).isEqualTo("TOO_MANY_REPORTS");
        assertThat(header(rejected.get(0), "topic")).isEqualTo("movements.khorgos");
        assertThat(header(rejected.get(0), "offset")).isEqualTo("10");
    }

    private PipelineDriver start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("clock", "event");
        all.put("partitions", "1");
        return new PipelineDriver(RECEIVED, all, registry);
    }

    private void publish(String publisher, String facility, Integer schemaId) {
        String run = "CR|X" + runs++ + "|2026-10-30";
        TrainMovement movement = Movements.departure(run, facility, Direction.OUTBOUND, AT);
        byte[] value = pipeline.encode(movement);
        if (schemaId != null) {
            // The additional field of the newer schema is null: one more byte, the branch of its union.
            value = ByteBuffer.allocate(value.length + 1)
                    .put(value)
                    .put((byte) 0)
                    .putInt(1, schemaId)
                    .array();
        }
        pipeline.publish(publisher, run.getBytes(StandardCharsets.UTF_8), value, RECEIVED);
    }

    private int registerNewerSchema() throws Exception {
        String text = ContractSubjects.TRAIN_MOVEMENT.schema().toString();
        String more = text.substring(0, text.lastIndexOf("]}"))
                + ",{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        return registry.register(
                ContractSubjects.TRAIN_MOVEMENT.name(), new AvroSchema(new Schema.Parser().parse(more)));
    }

    private long trips(String port) {
        TripCounts trips =
                (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get("PORT/" + port + "/PT1H");
        return trips == null ? 0 : trips.getTrips();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
