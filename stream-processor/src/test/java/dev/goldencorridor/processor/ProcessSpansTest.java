package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans from the publication of an event to the values that it changed. */
class ProcessSpansTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String RUN = "CR|X8001|2026-11-01";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final AttributeKey<String> EMITTED_TOPIC = AttributeKey.stringKey("corridor.emitted.topic");
    private static final AttributeKey<String> EMITTED_KEY = AttributeKey.stringKey("corridor.emitted.key");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(exporter, "process", 1, new Metrics());
    private final PipelineDriver pipeline = new PipelineDriver(NOW, Map.of("partitions", "1"), tracing);
    private final TestOutputTopic<String, byte[]> trips = output(AggregateRoute.TRIPS.aggregate());
    private final TestOutputTopic<String, byte[]> alerts = output(TopicCatalogue.DELAYS);
    private final TestOutputTopic<String, byte[]> runs = output(AggregateRoute.RUNS.aggregate());

    @AfterEach
    void close() {
        pipeline.close();
        tracing.close();
    }

    @Test
    void theSpanLastsFromThePublicationToTheFirstValueThatCarriesIt() {
        publish(departure(), NOW.minusSeconds(2), "01");
        pass(Duration.ofMillis(500));
        TestRecord<String, byte[]> value = of(trips, "PORT/CNHRS/PT1H");
        SpanData span = spanOf(value);
        assertThat(span.getName()).isEqualTo("process movements.*");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getStartEpochNanos()).isEqualTo(NOW.minusSeconds(2).toEpochMilli() * 1_000_000);
        assertThat(span.getEndEpochNanos()).isEqualTo(value.timestamp() * 1_000_000);
        assertThat(span.getAttributes().get(EMITTED_TOPIC)).isEqualTo("corridor.trips");
        assertThat(span.getAttributes().get(EMITTED_KEY)).startsWith("PORT/CNHRS/");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.consumer.group.name")))
                .isEqualTo("corridor-processor.");
    }

    @Test
    void theValuesOfADimensionShareASpanAndDimensionsDoNot() {
        publish(departure(), NOW, "01");
        pass(Duration.ofMillis(200));
        List<TestRecord<String, byte[]>> records = trips.readRecordsToList();
        assertThat(records.stream()
                        .filter(record -> record.key().matches("PORT/CNHRS/P.*"))
                        .map(ProcessSpansTest::traceOf)
                        .distinct())
                .hasSize(1);
        assertThat(records.stream()
                        .filter(record -> record.key().endsWith("/PT1H"))
                        .map(ProcessSpansTest::traceOf))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(1);
    }

    @Test
    void theStatusOfARunAndItsAlertsAreInTheTraceOfTheEvent() {
        TrainMovement arrival = Movements.arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T21:00:00Z");
        publish(arrival, NOW, "01");
        pass(Duration.ofSeconds(2));
        SpanData status = spanOf(of(runs, RUN));
        assertThat(status.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(status.getAttributes().get(EMITTED_TOPIC)).isEqualTo("corridor.runs");
        SpanData alert = spanOf(alerts.readRecordsToList().get(0));
        assertThat(alert.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(alert.getAttributes().get(EMITTED_TOPIC)).isEqualTo("corridor.delays");
        assertThat(alert.getSpanId()).isNotEqualTo(status.getSpanId());
    }

    @Test
    void anEventThatIsNotSampledHasNoSpanAndItsValuesKeepItsTrace() {
        publish(departure(), NOW, "00");
        pass(Duration.ofMillis(500));
        assertThat(traceOf(of(trips, "PORT/CNHRS/PT1H"))).isEqualTo("00-" + TRACE_ID + "-" + PARENT + "-00");
        assertThat(exported()).isEmpty();
    }

    @Test
    void anEventWithoutATraceBeginsOne() {
        publish(departure(), NOW, null);
        pass(Duration.ofMillis(500));
        SpanData span = spanOf(of(trips, "PORT/CNHRS/PT1H"));
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void aBrokerWhoseClockIsAheadMakesAnEmptySpan() {
        publish(departure(), NOW.plusSeconds(5), "01");
        pass(Duration.ofMillis(500));
        SpanData span = spanOf(of(trips, "PORT/CNHRS/PT1H"));
        assertThat(span.getEndEpochNanos()).isEqualTo(span.getStartEpochNanos());
    }

    private List<SpanData> exported() {
        assertThat(tracing.flush()).isTrue();
        return exporter.getFinishedSpanItems();
    }

    private SpanData spanOf(TestRecord<String, byte[]> record) {
        return exported().stream()
                .filter(span -> traceOf(record).startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"))
                .findFirst()
                .orElseThrow();
    }

    private static TestRecord<String, byte[]> of(TestOutputTopic<String, byte[]> topic, String key) {
        return topic.readRecordsToList().stream()
                .filter(record -> record.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return pipeline.driver().createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static TrainMovement departure() {
        return Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-11-01T09:59:00Z");
    }

    /** @param flags of the trace; null to publish without a trace */
    private void publish(TrainMovement movement, Instant receivedAt, String flags) {
        Headers headers = new ProducerRecord<>("t", "v").headers();
        if (flags != null) {
            String trace = "00-" + TRACE_ID + "-" + PARENT + "-" + flags;
            headers.add(TraceParent.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
        }
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

    private static String traceOf(TestRecord<?, ?> record) {
        return new String(TraceParent.of(record.headers()), StandardCharsets.US_ASCII);
    }
}
