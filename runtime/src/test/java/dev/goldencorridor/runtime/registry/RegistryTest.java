package dev.goldencorridor.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    private static final Subject SIGNAL = new Subject(
            "signals",
            SchemaBuilder.record("Signal").fields().requiredString("place").endRecord(),
            "FULL_TRANSITIVE");
    private static final String GOOD = "{\"schema\":\"\\\"string\\\"\"}";

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch askedOnce = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 401, 403})
    void aCallWaitsForAnUnavailableRegistry(int status) {
        answer(status, "no", 200, GOOD, 3);
        try (Registry registry = registry(Duration.ofSeconds(30))) {
            assertThat(registry.schemaById(1)).isPresent();
        }
        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aLastingOutageIsNotReportedAsAnUnknownSchema() {
        answer(503, "no", 503, "no", 0);
        try (Registry registry = registry(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> registry.schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("schema id 1")
                    .hasMessageContaining(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40403})
    void anAbsentSchemaIsUnknownAtOnce(int code) {
        answer(404, "{\"error_code\":" + code + ",\"message\":\"Schema not found\"}", 200, GOOD, 1);
        try (Registry registry = registry(Duration.ofSeconds(30))) {
            assertThat(registry.schemaById(1)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}", "<html>nothing here</html>", "''"})
    void aNotFoundOfAProxyIsNotReportedAsAnUnknownSchema(String body) {
        answer(404, body, 404, body, 0);
        try (Registry registry = registry(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void closingEndsTheWaits() throws InterruptedException {
        answer(503, "no", 503, "no", 0);
        Registry registry = registry(Duration.ofHours(1));
        CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> registry.schemaById(1));
        assertThat(askedOnce.await(10, TimeUnit.SECONDS)).isTrue();
        registry.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aSubjectIsRegisteredWithItsPromise() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        try (Registry registry = new Registry(client, Duration.ofSeconds(1))) {
            registry.verify(List.of(SIGNAL), true);
            assertThat(client.getCompatibility(SIGNAL.name())).isEqualTo("FULL_TRANSITIVE");
            assertThat(registry.schemaById(registry.idOf(SIGNAL))).contains(SIGNAL.schema());
        }
    }

    @Test
    void anIncompatibleVersionIsNamedWithItsSubjectAndDifference() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        client.register(
                SIGNAL.name(),
                new AvroSchema(SchemaBuilder.record("Signal")
                        .fields()
                        .requiredLong("place")
                        .endRecord()));
        client.updateCompatibility(SIGNAL.name(), "FULL_TRANSITIVE");
        try (Registry registry = new Registry(client, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> registry.verify(List.of(SIGNAL), true))
                    .isInstanceOf(IncompatibleRegistryException.class)
                    .hasMessageContaining(SIGNAL.name())
                    .hasMessageContaining("place");
        }
    }

    @Test
    void withoutPermissionToRegisterAMissingSchemaIsReported() {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        try (Registry registry = new Registry(client, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> registry.verify(List.of(SIGNAL), false))
                    .isInstanceOf(IncompatibleRegistryException.class)
                    .hasMessageContaining(SIGNAL.name());
        }
    }

    private Registry registry(Duration patience) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Registry.connect(
                Settings.of(CommonSettings.definition(), Map.of(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, url)),
                patience);
    }

    /**
     * Answers requests.
     *
     * @param first how many requests get the first answer; 0 for all
     */
    private void answer(int firstStatus, String firstBody, int thenStatus, String thenBody, int first) {
        server.createContext("/", exchange -> {
            boolean isEarly = first == 0 || asked.get() < first;
            asked.incrementAndGet();
            byte[] body = (isEarly ? firstBody : thenBody).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(isEarly ? firstStatus : thenStatus, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            askedOnce.countDown();
        });
    }
}
