package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trace of a publisher's event goes on with the values that the event changes. */
class TraceTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String RUN = "CR|X8001|2026-11-01";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String LATER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-00f067aa0ba902b7-01";

    private final PipelineDriver pipeline = new PipelineDriver(NOW, Map.of("partitions", "1"));
    private final TestOutputTopic<String, byte[]> trips = output(AggregateRoute.TRIPS.aggregate());
    private final TestOutputTopic<String, byte[]> alerts = output(TopicCatalogue.DELAYS);

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anAggregateCarriesTheTraceAndTheTimeOfItsLastEvent() {
        publish(departure("CR|X8001|2026-11-01"), NOW.minusSeconds(2), trace(TRACE));
        publish(departure("CR|X8003|2026-11-01"), NOW.minusSeconds(1), trace(LATER));
        pass(Duration.ofMillis(500));
        List<TestRecord<String, byte[]>> windows = trips.readRecordsToList().stream()
                .filter(record -> record.key().equals("PORT/CNHRS/PT1H"))
                .toList();
        assertThat(windows).isNotEmpty();
        TestRecord<String, byte[]> last = windows.get(windows.size() - 1);
        assertThat(traceOf(last)).isEqualTo(LATER);
        assertThat(EventCause.of(last.headers()).publishedAt())
                .isEqualTo(NOW.minusSeconds(1).toEpochMilli());
    }

    @Test
    void anAggregateThatTimeAloneChangesHasNoTrace() {
        publish(departure(RUN), NOW, trace(TRACE));
        pass(Duration.ofMillis(500));
        trips.readRecordsToList();
        pass(Duration.ofMinutes(61));
        List<TestRecord<String, byte[]>> windows = trips.readRecordsToList().stream()
                .filter(record -> record.key().equals("PORT/CNHRS/PT1H"))
                .toList();
        assertThat(windows).isNotEmpty().allSatisfy(record -> assertThat(traceOf(record))
                .isNull());
    }

    @Test
    void anAlertCarriesTheTraceOfTheEventThatRaisedItAndNoneIfTimeDid() {
        TrainMovement arrival = Movements.arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T21:00:00Z");
        publish(arrival, NOW, trace(TRACE));
        pass(Duration.ofSeconds(2));
        assertThat(alerts.readRecordsToList()).isNotEmpty().allSatisfy(record -> assertThat(traceOf(record))
                .isEqualTo(TRACE));
        pass(Duration.ofHours(4));
        assertThat(alerts.readRecordsToList()).isNotEmpty().allSatisfy(record -> assertThat(traceOf(record))
                .isNull());
    }

    @Test
    void aHostileTraceIsDroppedAndTheEventCounts() {
        publish(departure(RUN), NOW, trace("00-" + "x".repeat(60_000)));
        pass(Duration.ofMillis(500));
        assertThat(trips.readRecordsToList()).isNotEmpty().allSatisfy(record -> {
            assertThat(traceOf(record)).isNull();
            assertThat(EventCause.of(record.headers())).isNotNull();
        });
    }

    @Test
    void aRejectedRecordKeepsItsTraceWhichDoesNotCountAsDropped() {
        pipeline.publish("khorgos", RUN.getBytes(StandardCharsets.UTF_8), new byte[] {1}, NOW, trace(TRACE));
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).headers().lastHeader(TraceParent.HEADER).value())
                .isEqualTo(TRACE.getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.get(0).headers().lastHeader("corridor.reject.truncated"))
                .isNull();
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return pipeline.driver().createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static TrainMovement departure(String run) {
        return Movements.departure(run, "CNHRS", Direction.OUTBOUND, "2026-11-01T09:59:00Z");
    }

    private void publish(TrainMovement movement, Instant receivedAt, Headers headers) {
        pipeline.publish(
                "khorgos",
                movement.getTrainRunId().getBytes(StandardCharsets.UTF_8),
                pipeline.encode(movement),
                receivedAt,
                headers);
    }

    private void pass(Duration time) {
        for (int i = 0; i < 10; i++) {
            pipeline.passTime(time.dividedBy(10));
        }
    }

    private static Headers trace(String value) {
        return new ProducerRecord<>("t", "v").headers().add(TraceParent.HEADER, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String traceOf(TestRecord<?, ?> record) {
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
