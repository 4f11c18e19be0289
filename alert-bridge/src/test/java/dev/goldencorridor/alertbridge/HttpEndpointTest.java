package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.tracing.Tracing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private static final TargetMonitor MONITOR =
            new TargetMonitor(Monitoring.unserved(), Tracing.off(), "target", Duration.ofMinutes(5));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T08:00:00Z"), ZoneOffset.UTC);

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void retryAfterMayBeSecondsOrADate() {
        assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("Mon, 5 Jan 2026 08:01:00 GMT")).isEqualTo(Duration.ofMinutes(1));
        assertThat(retryAfter("999999")).isEqualTo(Duration.ofHours(1));
        assertThat(retryAfter("soon")).isNull();
        assertThat(retryAfter("Mon, 5 Jan 2026 07:00:00 GMT")).isNull();
    }

    @Test
    void aResponseWhoseBodyNeverEndsTimesOut() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            HttpResult result = post(endpoint(Duration.ofMillis(300), ""));
            assertThat(result.isSuccess()).isFalse();
            assertThat(result.isRefusal()).isFalse();
            assertThat(result.detail()).contains("no answer within PT0.3S");
        } finally {
            over.countDown();
        }
    }

    @Test
    void withoutAServerThereIsNoResponse() {
        HttpEndpoint endpoint = endpoint(Duration.ofSeconds(5), "");
        server.stop(0);
        HttpResult result = post(endpoint);
        assertThat(result.status()).isZero();
        assertThat(result.detail()).contains("ConnectException");
    }

    @Test
    void userAndPasswordAreSent() {
        server.createContext(
                "/",
                exchange -> respond(
                        exchange,
                        exchange.getRequestHeaders().getFirst("Authorization").equals("Basic b3BzOnNlY3JldA==")
                                ? 200
                                : 401));
        assertThat(post(endpoint(Duration.ofSeconds(5), "ops:secret@")).isSuccess())
                .isTrue();
    }

    private Duration retryAfter(String header) {
        server.createContext("/" + header.hashCode(), exchange -> {
            exchange.getResponseHeaders().add("Retry-After", header);
            respond(exchange, 503);
        });
        Target target = Target.parseAll(
                        "webhook=http://127.0.0.1:" + server.getAddress().getPort() + "/" + header.hashCode())
                .get(0);
        HttpResult result = post(
                new HttpEndpoint(target, "text/plain", Duration.ofSeconds(5), Duration.ofHours(1), CLOCK, MONITOR));
        assertThat(result.status()).isEqualTo(503);
        return result.retryAfter().orElse(null);
    }

    private HttpEndpoint endpoint(Duration timeout, String user) {
        Target target = Target.parseAll("webhook=http://" + user + "127.0.0.1:"
                        + server.getAddress().getPort())
                .get(0);
        return new HttpEndpoint(target, "text/plain", timeout, Duration.ofHours(1), CLOCK, MONITOR);
    }

    private static HttpResult post(HttpEndpoint endpoint) {
        return endpoint.post("hello".getBytes(StandardCharsets.UTF_8), List.of())
                .join();
    }

    private static void respond(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
