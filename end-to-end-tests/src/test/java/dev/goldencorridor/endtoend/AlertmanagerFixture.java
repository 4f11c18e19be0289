package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.cli.LocalPort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * An Alertmanager that can be stopped and started again at the same address. It is the real one, or one in this process
 * that validates requests as the real API does. Both lose all alerts when they are stopped.
 */
abstract class AlertmanagerFixture implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;

    AlertmanagerFixture() throws IOException {
        port = LocalPort.freeOr(0);
    }

    abstract void start() throws IOException;

    abstract void stop();

    @Override
    public void close() {
        stop();
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The alerts that fire now; empty while Alertmanager does not answer. */
    Optional<List<JsonNode>> active() {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url() + "/api/v2/alerts"))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            List<JsonNode> alerts = new ArrayList<>();
            JSON.readTree(answer.body()).forEach(alerts::add);
            return answer.statusCode() == 200 ? Optional.of(alerts) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Train number and severity of each alert that fires. */
    List<String> firing() {
        return active().map(List::stream)
                .orElse(Stream.of())
                .map(alert -> alert.at("/labels/train_number").asText() + " "
                        + alert.at("/labels/severity").asText())
                .sorted()
                .toList();
    }

    /** The binary of the Debian package {@code prometheus-alertmanager}. */
    static final class Real extends AlertmanagerFixture {
        static final String BINARY = "prometheus-alertmanager";

        private final Path directory;
        private Process process;

        Real(Path directory) throws IOException {
            this.directory = directory;
            Files.writeString(
                    directory.resolve("alertmanager.yml"),
                    "route:\n  receiver: nobody\n  group_by: [facility]\nreceivers:\n  - name: nobody\n");
        }

        static boolean isThere() {
            return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, BINARY)));
        }

        @Override
        void start() throws IOException {
            process = new ProcessBuilder(
                            BINARY,
                            "--config.file=" + directory.resolve("alertmanager.yml"),
                            "--storage.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port(),
                            "--cluster.listen-address=")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("alertmanager.log").toFile()))
                    .start();
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> active().isPresent());
        }

        @Override
        void stop() {
            if (process != null) {
                assertThat(process.destroyForcibly()).isSameAs(process);
                assertThat(process.onExit()
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()
                                .exitValue())
                        .isNotZero();
                process = null;
            }
        }
    }

    /** Accepts the requests that the v2 API accepts, and refuses all others. */
    static final class InProcess extends AlertmanagerFixture {
        private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
        private static final Pattern RFC_3339 =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
        private static final Set<String> FIELDS = Set.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");

        private final Map<Map<String, String>, JsonNode> alerts = new LinkedHashMap<>();
        private HttpServer server;

        InProcess() throws IOException {
            super();
        }

        @Override
        void start() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 0);
            server.createContext("/api/v2/alerts", this::handle);
            server.start();
        }

        @Override
        void stop() {
            if (server != null) {
                server.stop(0);
                server = null;
                alerts.clear();
            }
        }

        private synchronized void handle(HttpExchange exchange) throws IOException {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                try {
                    answer(
                            exchange,
                            200,
                            exchange.getRequestMethod().equals("GET") ? firingNow() : take(exchange, body));
                } catch (IllegalArgumentException e) {
                    answer(exchange, 400, "\"" + e.getMessage() + "\"");
                }
            }
        }

        private String firingNow() throws IOException {
            Instant now = Instant.now();
            return JSON.writeValueAsString(alerts.values().stream()
                    .filter(alert -> Instant.parse(alert.get("endsAt").asText()).isAfter(now))
                    .toList());
        }

        private String take(HttpExchange exchange, byte[] body) throws IOException {
            demand(exchange.getRequestMethod().equals("POST"), "method");
            demand("application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")), "content type");
            JsonNode sent = JSON.readTree(body);
            demand(sent.isArray() && !sent.isEmpty(), "no array of alerts");
            Map<Map<String, String>, JsonNode> good = new LinkedHashMap<>();
            for (JsonNode alert : sent) {
                alert.fieldNames().forEachRemaining(name -> demand(FIELDS.contains(name), "field " + name));
                Map<String, String> labels = texts(alert.get("labels"));
                demand(!labels.isEmpty() && labels.containsKey("alertname"), "labels");
                texts(alert.get("annotations"));
                demand(!time(alert, "endsAt").isBefore(time(alert, "startsAt")), "it ends before it starts");
                good.put(labels, alert);
            }
            alerts.putAll(good);
            return "{}";
        }

        private static Map<String, String> texts(JsonNode node) {
            demand(node != null && node.isObject(), "no object");
            Map<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                demand(LABEL.matcher(field.getKey()).matches(), "name " + field.getKey());
                demand(
                        field.getValue().isTextual()
                                && !field.getValue().asText().isEmpty(),
                        "value of " + field.getKey());
                texts.put(field.getKey(), field.getValue().asText());
            }
            return texts;
        }

        private static Instant time(JsonNode alert, String field) {
            demand(RFC_3339.matcher(alert.path(field).asText()).matches(), field);
            return Instant.parse(alert.get(field).asText());
        }

        private static void demand(boolean held, String what) {
            if (!held) {
                throw new IllegalArgumentException(what);
            }
        }

        private static void answer(HttpExchange exchange, int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
