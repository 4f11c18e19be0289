package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishSpansTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(spans, "publish", 1, new Metrics());
    private final MockProducer<String, TrainMovement> kafka =
            new MockProducer<>(false, null, new StringSerializer(), (topic, movement) -> new byte[0]);
    private final MovementPublishers publishers = new MovementPublishers(
            PublisherCatalogue.builtIn(),
            Clock.systemUTC(),
            publisher -> topic -> {},
            PublisherSenders.shared(new BoundedSender(kafka, 1, Duration.ofMillis(20)), tracing::close),
            tracing);

    @AfterEach
    void close() {
        publishers.close();
    }

    @Test
    void theSpanLastsUntilTheAcknowledgement() {
        assertThat(publishers.of("khorgos").publish(movement())).isNotDone();
        assertThat(exported()).isEmpty();
    }

    @Test
    void theRecordCarriesTheSpan() {
        assertThat(publishers.of("khorgos").publish(movement())).isNotDone();
        kafka.completeNext();
        SpanData span = exported().get(0);
        assertThat(span.getName()).isEqualTo("publish movements.khorgos");
        assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.message.id")))
                .hasSize(36);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.kafka.message.key")))
                .isEqualTo("CR|X8003|2025-06-01");
        // Flags: sampled, and the id of the trace is random.
        assertThat(carried()).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-03");
    }

    @Test
    void theSpanContinuesTheTraceOfTheCaller() {
        assertThat(publishers.of("khorgos").publish(movement(), CALLER)).isNotDone();
        kafka.completeNext();
        SpanData span = exported().get(0);
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(carried()).isEqualTo("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
    }

    @Test
    void aTraceThatTheCallerDoesNotRecordIsNotRecorded() {
        String caller = CALLER.replaceFirst("01$", "00");
        assertThat(publishers.of("khorgos").publish(movement(), caller)).isNotDone();
        kafka.completeNext();
        assertThat(exported()).isEmpty();
        assertThat(carried()).startsWith("00-" + TRACE_ID).endsWith("-00");
    }

    @Test
    void anEventThatIsNotAcknowledgedOrNotSentIsAFailure() {
        MovementPublisher publisher = publishers.of("khorgos");
        assertThat(publisher.publish(movement())).isNotDone();
        assertThatThrownBy(() -> publisher.publish(movement())).isInstanceOf(PublishException.class);
        kafka.errorNext(new TimeoutException("120000 ms has passed"));
        assertThat(exported()).hasSize(2).allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR);
    }

    /** To be called once in a test: a second flush may find the first one not quite over, and then does nothing. */
    private List<SpanData> exported() {
        assertThat(tracing.flush()).isTrue();
        return spans.getFinishedSpanItems();
    }

    private String carried() {
        return new String(TraceParent.of(kafka.history().get(0).headers()), StandardCharsets.US_ASCII);
    }

    private static TrainMovement movement() {
        return TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId("CR|X8003|2025-06-01")
                .setTrainNumber("X8003")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(Instant.parse("2025-06-01T10:00:00Z"))
                .setCreatedAt(Instant.parse("2025-06-01T10:00:05Z"))
                .setPublisher("khorgos")
                .setDetail(Departure.newBuilder().build())
                .build();
    }
}
