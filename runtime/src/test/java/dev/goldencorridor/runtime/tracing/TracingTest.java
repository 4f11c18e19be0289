package dev.goldencorridor.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TracingTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";
    private static final byte[] SAMPLED = bytes("00-" + TRACE_ID + "-" + SPAN_ID + "-01");
    private static final byte[] NOT_SAMPLED = bytes("00-" + TRACE_ID + "-" + SPAN_ID + "-00");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Metrics metrics = new Metrics();
    private final Tracing tracing = Tracing.to(spans, "sink", 1, metrics);

    @AfterEach
    void close() {
        tracing.close();
        metrics.close();
    }

    @Test
    void aSpanOfASampledEventContinuesItsTrace() {
        MessageSpan span = tracing.beginAt(MessageOperation.PROCESS, "movements.*", SAMPLED, 1_000);
        span.with(MessageSpan.KEY, "CR|X8001|2026-11-01").endAt(3_000);
        SpanData exported = exported().get(0);
        assertThat(exported.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(exported.getParentSpanId()).isEqualTo(SPAN_ID);
        assertThat(exported.getName()).isEqualTo("process movements.*");
        assertThat(exported.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(exported.getEndEpochNanos() - exported.getStartEpochNanos()).isEqualTo(2_000_000_000L);
        assertThat(exported.getAttributes().get(AttributeKey.stringKey("messaging.system")))
                .isEqualTo("kafka");
        assertThat(exported.getAttributes().get(AttributeKey.stringKey("messaging.operation.type")))
                .isEqualTo("process");
        assertThat(exported.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("corridor-sink");
        assertThat(text(span.traceParent())).isEqualTo("00-" + TRACE_ID + "-" + exported.getSpanId() + "-01");
    }

    @Test
    void aSpanOfAnEventThatIsNotSampledIsNotRecorded() {
        assertThat(tracing.isRecorded(NOT_SAMPLED)).isFalse();
        tracing.begin(MessageOperation.PROCESS, "movements.*", NOT_SAMPLED).end();
        assertThat(exported()).isEmpty();
    }

    @Test
    void theShareDecidesAboutTracesThatBeginHere() {
        int begun = 2_000;
        try (Tracing half = Tracing.to(spans, "publish", 0.5, metrics)) {
            for (int i = 0; i < begun; i++) {
                half.begin(MessageOperation.PUBLISH, "movements.khorgos", null).end();
            }
            assertThat(half.flush()).isTrue();
            // The standard deviation is 22.
            assertThat(spans.getFinishedSpanItems()).hasSizeBetween(850, 1_150);
        }
    }

    @Test
    void aTraceThatIsNotRecordedHasAValidHeaderWithoutTheFlag() {
        try (Tracing none = Tracing.to(spans, "publish", 0, metrics)) {
            byte[] header = none.begin(MessageOperation.PUBLISH, "movements.khorgos", null)
                    .traceParent();
            assertThat(TraceParent.isValid(header)).isTrue();
            assertThat(TraceParent.isSampled(header)).isFalse();
        }
    }

    @Test
    void aFailureHasItsTypeAndStatus() {
        tracing.begin(MessageOperation.DELIVER, "ops.trips", SAMPLED).fail(new IllegalStateException("fenced"));
        SpanData span = exported().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void nothingIsRecordedWithoutAnEndpoint() {
        try (Tracing off = Tracing.open("sink", settings(Map.of()), metrics)) {
            assertThat(off.isOn()).isFalse();
            assertThat(off.isRecorded(SAMPLED)).isFalse();
            assertThat(off.isRecorded(null)).isFalse();
            assertThat(off.begin(MessageOperation.PROCESS, "t", SAMPLED).isRecorded())
                    .isFalse();
            assertThat(off.flush()).isTrue();
        }
    }

    /** The exporter hangs, as if a collector took the connection and never answered. */
    @Test
    void nobodyWaitsForACollectorThatHangsAndTheDroppedSpansAreCounted() throws IOException {
        HangingExporter hanging = new HangingExporter();
        try (Tracing slow = Tracing.to(hanging, "process", 1, metrics)) {
            long begin = System.nanoTime();
            for (int i = 0; i < BoundedSpans.MAX_WAITING_SPANS + 1_000; i++) {
                slow.begin(MessageOperation.PROCESS, "movements.*", SAMPLED).end();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(scrape()).contains("corridor_spans_total{application=\"process\",result=\"dropped\"} 1000.0");
            hanging.refuse.countDown();
        }
        assertThat(scrape()).contains("corridor_spans_total{application=\"process\",result=\"failed\"} 2048.0");
    }

    @Test
    void aCollectorThatIsAwayDelaysNobodyForLong() throws IOException {
        // Nobody listens at the port.
        Settings settings = settings(Map.of(TracingSettings.ENDPOINT_CONFIG, "http://127.0.0.1:9/v1/traces"));
        long begin = System.nanoTime();
        try (Tracing away = Tracing.open("process", settings, metrics)) {
            away.begin(MessageOperation.PROCESS, "movements.*", SAMPLED).end();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "ftp://collector/v1/traces", "http://", "not a url"})
    void anEndpointThatIsNoUrlIsAFault(String endpoint) {
        assertThatThrownBy(() -> settings(Map.of(TracingSettings.ENDPOINT_CONFIG, endpoint)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a URL such as http://127.0.0.1:4318/v1/traces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "half"})
    void aShareOutsideItsRangeIsAFault(String share) {
        assertThatThrownBy(() -> settings(Map.of(TracingSettings.SAMPLING_CONFIG, share)))
                .isInstanceOf(SettingsException.class);
    }

    private List<SpanData> exported() {
        assertThat(tracing.flush()).isTrue();
        return spans.getFinishedSpanItems();
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, "text/plain; version=0.0.4");
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.of(TracingSettings.defineIn(new ConfigDef()), given);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Keeps its thread until it may refuse. */
    private static final class HangingExporter implements SpanExporter {
        private final CountDownLatch refuse = new CountDownLatch(1);

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            try {
                refuse.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
