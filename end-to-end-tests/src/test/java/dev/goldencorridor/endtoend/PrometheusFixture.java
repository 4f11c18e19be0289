package dev.goldencorridor.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.cli.LocalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus of the operating system that scrapes each second, with the alert rules of the project. */
final class PrometheusFixture implements AutoCloseable {
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "rules.yml");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private PrometheusFixture(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it; skips the test if there is none on this machine. */
    static PrometheusFixture start(Path directory, List<URI> targets) throws IOException {
        ExternalTool prometheus = ExternalTool.find("prometheus", "prometheus");
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: corridor
                    static_configs: [{targets: [%s]}]
                """.formatted(
                        RULES.toAbsolutePath().normalize(),
                        targets.stream()
                                .map(target -> "'" + target.getAuthority() + "'")
                                .collect(Collectors.joining(", "))));
        int port = LocalPort.freeOr(0);
        PrometheusFixture started = new PrometheusFixture(
                prometheus.start(
                        directory,
                        directory.resolve("prometheus.log"),
                        "--config.file=" + config.toAbsolutePath(),
                        "--storage.tsdb.path=" + directory.resolve("tsdb").toAbsolutePath(),
                        "--web.listen-address=127.0.0.1:" + port),
                "http://127.0.0.1:" + port);
        await().atMost(START_LIMIT).ignoreExceptions().until(() -> started.get("/-/ready")
                .contains("Ready"));
        return started;
    }

    /** The results of an instant query; an error of the query is an exception. */
    JsonNode query(String expression) {
        try {
            JsonNode answer =
                    json.readTree(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalStateException(expression + ": " + answer);
            }
            return answer.path("data").path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules, as the API describes them. */
    JsonNode ruleGroups() throws IOException {
        return json.readTree(get("/api/v1/rules")).path("data").path("groups");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String get(String path) throws IOException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
