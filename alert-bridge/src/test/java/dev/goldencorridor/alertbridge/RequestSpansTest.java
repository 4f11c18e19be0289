package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of the requests to an alerting service, and the header with which it continues the trace. */
class RequestSpansTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-00";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(exporter, "alerts", 1, new Metrics());
    private final BlockingQueue<Optional<String>> headers = new LinkedBlockingQueue<>();
    private int status = 204;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        tracing.close();
    }

    @Test
    void theRequestOfOneAlertCarriesItsSpan() throws Exception {
        post(tracing, record(SAMPLED));
        SpanData span = exported().get(0);
        assertThat(span.getName()).isEqualTo("process delays.khorgos");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("server.address")))
                .isEqualTo("127.0.0.1");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(204);
        assertThat(headers.take()).contains("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
    }

    @Test
    void eachAlertOfARequestHasASpanAndTheRequestCarriesNone() throws Exception {
        post(tracing, record(SAMPLED), record(SAMPLED), record(NOT_SAMPLED), record(null));
        assertThat(exported()).hasSize(2);
        assertThat(headers.take()).isEmpty();
    }

    @Test
    void aRefusalIsAFailure() {
        status = 400;
        post(tracing, record(SAMPLED));
        assertThat(exported().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(exported().get(0).getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("400");
    }

    @Test
    void withoutSpansTheTraceOfTheAlertGoesOn() throws Exception {
        post(Tracing.off(), record(SAMPLED));
        assertThat(headers.take()).contains(SAMPLED);
        post(Tracing.off(), record(null));
        assertThat(headers.take()).isEmpty();
    }

    private List<SpanData> exported() {
        assertThat(tracing.flush()).isTrue();
        return exporter.getFinishedSpanItems();
    }

    private void post(Tracing used, TracedRecord... records) {
        Target target = Target.parseAll(
                        "webhook=http://127.0.0.1:" + server.getAddress().getPort())
                .get(0);
        TargetMonitor monitor = new TargetMonitor(Monitoring.unserved(), used, "target", TIMEOUT);
        HttpEndpoint endpoint = new HttpEndpoint(target, "text/plain", TIMEOUT, TIMEOUT, Clock.systemUTC(), monitor);
        HttpResult result = endpoint.post("hello".getBytes(StandardCharsets.UTF_8), List.of(records))
                .join();
        assertThat(result.status()).isEqualTo(status);
    }

    private static TracedRecord record(String trace) {
        return new TracedRecord("delays.khorgos", trace == null ? null : trace.getBytes(StandardCharsets.US_ASCII));
    }
}
