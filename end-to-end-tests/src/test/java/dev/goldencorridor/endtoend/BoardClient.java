package dev.goldencorridor.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A board in this JVM and a client of its API, as a desk of the operations centre has them. */
final class BoardClient implements AutoCloseable {
    private static final String TOKEN = "a-token-of-some-length";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Monitoring monitoring = Monitoring.unserved();
    private final BoardApplication board;

    /** Starts a board at a free port, which may acknowledge. */
    BoardClient(Map<String, String> endpoints) {
        this.board = BoardApplication.start(settings(endpoints), monitoring);
    }

    static Settings settings(Map<String, String> endpoints) {
        Map<String, String> settings = new HashMap<>(endpoints);
        settings.put(BoardSettings.PORT_CONFIG, "0");
        settings.put(BoardSettings.TOKEN_CONFIG, TOKEN);
        return Settings.of(BoardSettings.definition(), settings);
    }

    JsonNode get(String path) {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(uri(path))).body());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is no JSON", e);
        }
    }

    /** The state in {@code health-of-data}. */
    String state() {
        return get("/api/v1/health-of-data").get("state").asText();
    }

    /** The state in words. */
    String words() {
        return get("/api/v1/health-of-data").get("words").asText();
    }

    boolean isLive() {
        return monitoring.health().live().isUp();
    }

    boolean isReady() {
        return monitoring.health().ready().isUp();
    }

    static String alertPath(String alertKey) {
        return "/api/v1/alerts/" + URLEncoder.encode(alertKey, StandardCharsets.UTF_8);
    }

    /** Takes charge of an alert; returns the HTTP status. */
    int acknowledge(String alertKey, String by) {
        return send(HttpRequest.newBuilder(uri(alertPath(alertKey) + "/acknowledgement"))
                        .headers("Content-Type", "application/json", "Authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"by\":\"" + by + "\",\"reason\":\"driver called\"}")))
                .statusCode();
    }

    /** Opens the stream. */
    BoardViewer view() {
        return new BoardViewer(http, uri("/api/v1/stream"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the board does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the board answers", e);
        }
    }

    private URI uri(String path) {
        return URI.create(board.url().replaceAll("/$", "") + path);
    }

    @Override
    public void close() {
        board.close();
        monitoring.close();
    }
}
