package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pipeline admits no harm from headers, lengths and timestamps that a publisher chooses. */
class HostileRecordTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final byte[] KEY = RUN.getBytes(StandardCharsets.UTF_8);
    private static final Instant RECEIVED = Instant.parse("2026-10-31T10:00:00Z");
    private static final String OWN_HEADERS = "(corridor[.]reject|__streams[.]errors)[.].+";
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();
    private final TrainMovement good = Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z");

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aRejectedRecordCarriesNoHeadersOfItsPublisherButTheirLength() {
        Headers foreign = foreignHeaders();
        pipeline.publish("khorgos", KEY, new byte[] {1}, RECEIVED, foreign);
        TestRecord<byte[], byte[]> rejected = pipeline.rejected().get(0);
        assertThat(rejected.headers())
                .allSatisfy(header -> assertThat(header.key()).matches(OWN_HEADERS));
        assertThat(header(rejected, "topic")).isEqualTo("movements.khorgos");
        assertThat(header(rejected, "partition")).isEqualTo("0");
        assertThat(header(rejected, "offset")).isEqualTo("0");
        assertThat(header(rejected, "truncated")).isEqualTo(KEY.length + " 1 " + 5_000_094);
    }

    @Test
    void allStepsIgnoreAnOriginThatAPublisherForged() {
        try (PipelineDriver bounded = new PipelineDriver(
                RECEIVED, Map.of("clock", "event", "partitions", "1", "processor.journey.max.reports", "10"))) {
            for (int i = 0; i < 11; i++) {
                byte[] value = bounded.encode(TrainMovement.newBuilder(good)
                        .setEventId(UUID.randomUUID())
                        .build());
                bounded.publish("khorgos", KEY, value, RECEIVED, foreignHeaders());
            }
            TestRecord<byte[], byte[]> rejected = bounded.rejected().get(0);
            assertThat(header(rejected, "reason")).isEqualTo("TOO_MANY_REPORTS");
            assertThat(header(rejected, "topic")).isEqualTo("movements.khorgos");
            assertThat(header(rejected, "offset")).matches("[0-9]+");
            assertThat(rejected.headers())
                    .allSatisfy(header -> assertThat(header.key()).matches(OWN_HEADERS));
        }
    }

    @Test
    void aDecisionAboutAPortIsForwardedWithoutTheHeadersOfItsPublisher() {
        TestRecord<byte[], byte[]> decision =
                new TestRecord<>("CNHRS".getBytes(StandardCharsets.UTF_8), null, foreignHeaders(), RECEIVED);
        pipeline.driver()
                .createInputTopic(TopicCatalogue.CONTROL, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(decision);
        assertThat(pipeline.notices()).isNotEmpty().allSatisfy(notice -> assertThat(notice.headers())
                .isEmpty());
    }

    @Test
    void aRejectThatIsTooLongIsTruncatedAndReportsItsLength() {
        pipeline.publish("khorgos", new byte[5_000_000], new byte[5_000_000], RECEIVED);
        TestRecord<byte[], byte[]> rejected = pipeline.rejected().get(0);
        assertThat(rejected.key()).hasSize(64 << 10);
        assertThat(rejected.value()).hasSize(1 << 20);
        assertThat(header(rejected, "truncated")).isEqualTo("5000000 5000000 0");
        assertThat(header(rejected, "message")).contains("5000000 bytes");
        byte[] longKey = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        pipeline.publish("khorgos", longKey, pipeline.encode(good), RECEIVED);
        assertThat(header(pipeline.rejected().get(0), "message"))
                .contains("(100000 bytes)")
                .hasSizeLessThan(500);
    }

    @Test
    void aPublishersClockThatIsAheadAdmitsNoEventOfTheFuture() {
        Instant now = Instant.parse("2026-10-31T10:00:00Z");
        try (PipelineDriver bounded =
                new PipelineDriver(now, Map.of("clock", "event", "partitions", "1"), InstantSource.fixed(now))) {
            for (String ahead : List.of("2026-10-31T11:00:00Z", "9999-01-01T00:00:00Z")) {
                bounded.publish("khorgos", KEY, at(bounded, ahead), Instant.parse(ahead));
                assertThat(header(bounded.rejected().get(0), "reason")).isEqualTo("TOO_FAR_AHEAD");
            }
            bounded.publish("khorgos", KEY, at(bounded, "2026-10-31T10:10:00Z"), Instant.parse("9999-01-01T00:00:00Z"));
            assertThat(bounded.rejected()).isEmpty();
        }
    }

    @Test
    void noClockAdmitsATimeThatNoStoreCanHold() {
        try (PipelineDriver bounded = new PipelineDriver(
                RECEIVED,
                Map.of("clock", "event", "partitions", "1"),
                InstantSource.fixed(Instant.parse("9999-01-01T00:00:00Z")))) {
            bounded.publish("khorgos", KEY, at(bounded, "9998-01-01T00:00:00Z"), Instant.parse("9998-01-01T00:00:00Z"));
            assertThat(header(bounded.rejected().get(0), "reason")).isEqualTo("TOO_FAR_AHEAD");
        }
    }

    /** Headers as long as a batch, with the names of the reject headers. */
    private static Headers foreignHeaders() {
        return new TestRecord<>(KEY, KEY)
                .headers()
                .add("trace", new byte[5_000_000])
                .add(RejectHeaders.TOPIC, "movements.alashankou".getBytes(StandardCharsets.UTF_8))
                .add(RejectHeaders.PARTITION, "x".getBytes(StandardCharsets.UTF_8))
                .add(RejectHeaders.OFFSET, null);
    }

    private byte[] at(PipelineDriver encoding, String occurredAt) {
        return encoding.encode(TrainMovement.newBuilder(good)
                .setOccurredAt(Instant.parse(occurredAt))
                .build());
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
