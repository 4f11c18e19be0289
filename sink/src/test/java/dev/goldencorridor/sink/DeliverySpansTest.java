package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliverySpansTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final String OTHER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-00";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(exporter, "sink", 1, new Metrics());
    private final DeliverySpans spans = new DeliverySpans(tracing);

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void theValuesOfOneEventInOneTopicShareASpan() {
        List<ProducerRecord<byte[], byte[]>> records =
                List.of(record("ops.trips", PARENT), record("ops.trips", PARENT), record("ops.ports", PARENT));
        spans.record(records, () -> assertThat(exported()).isEmpty());
        assertThat(exported())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("deliver ops.trips", "deliver ops.ports");
        SpanData trips = span("deliver ops.trips");
        assertThat(trips.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(trips.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(trips.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(trips.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(2);
        assertThat(records.subList(0, 2)).allSatisfy(record -> assertThat(traceOf(record))
                .isEqualTo("00-" + TRACE_ID + "-" + trips.getSpanId() + "-01"));
        assertThat(traceOf(records.get(2))).contains(span("deliver ops.ports").getSpanId());
    }

    @Test
    void eachEventHasASpanOfItsOwn() {
        spans.record(List.of(record("ops.trips", PARENT), record("ops.trips", OTHER)), () -> {});
        assertThat(exported())
                .extracting(SpanData::getTraceId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aValueWithoutATraceAndOneThatIsNotRecordedStayAsTheyAre() {
        ProducerRecord<byte[], byte[]> without = record("ops.clock", null);
        ProducerRecord<byte[], byte[]> notSampled = record("ops.trips", NOT_SAMPLED);
        spans.record(List.of(without, notSampled), () -> {});
        assertThat(exported()).isEmpty();
        assertThat(TraceParent.of(without.headers())).isNull();
        assertThat(traceOf(notSampled)).isEqualTo(NOT_SAMPLED);
    }

    @Test
    void aFailedTransactionIsAFailedSpanAndItsExceptionIsPassedOn() {
        assertThatThrownBy(() -> spans.record(List.of(record("ops.trips", PARENT)), () -> {
                    throw new ProducerFencedException("a newer instance delivers");
                }))
                .isInstanceOf(ProducerFencedException.class);
        assertThat(span("deliver ops.trips").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void withoutTracingOnlyTheTransactionRuns() {
        ProducerRecord<byte[], byte[]> record = record("ops.trips", PARENT);
        AtomicInteger ran = new AtomicInteger();
        new DeliverySpans(Tracing.off()).record(List.of(record), ran::incrementAndGet);
        assertThat(ran).hasValue(1);
        assertThat(traceOf(record)).isEqualTo(PARENT);
    }

    private List<SpanData> exported() {
        assertThat(tracing.flush()).isTrue();
        return exporter.getFinishedSpanItems();
    }

    private SpanData span(String name) {
        return exported().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String trace) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2});
        if (trace != null) {
            TraceParent.addTo(record.headers(), trace.getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    private static String traceOf(ProducerRecord<byte[], byte[]> record) {
        return new String(TraceParent.of(record.headers()), StandardCharsets.US_ASCII);
    }
}
