package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.api.AcknowledgementLog;
import dev.goldencorridor.operationscentre.api.AcknowledgementResource;
import dev.goldencorridor.operationscentre.api.AggregatesResource;
import dev.goldencorridor.operationscentre.api.AlarmManagementResource;
import dev.goldencorridor.operationscentre.api.AlertsResource;
import dev.goldencorridor.operationscentre.api.Api;
import dev.goldencorridor.operationscentre.api.Authority;
import dev.goldencorridor.operationscentre.api.DataHealthResource;
import dev.goldencorridor.operationscentre.api.OpenApiResource;
import dev.goldencorridor.operationscentre.api.RunsResource;
import dev.goldencorridor.operationscentre.api.SeriesResource;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardState;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real web server on a board that the test fills, without Kafka. */
final class ServerFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
    static final String TOKEN = "a-token-of-some-length";

    final Board board;
    final BoardState state = new BoardState();
    final BoardServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerFixture(String epoch, int port, Authority authority) throws IOException {
        this.board = new Board(epoch);
        board.show(state);
        state.clockIsCurrent();
        board.status().live();
        InstantSource clock = () -> NOW;
        PublisherCatalogue publishers = PublisherCatalogue.builtIn();
        Api api = new Api(
                Map.of(
                        "aggregates", new AggregatesResource(board),
                        "series", new SeriesResource(board),
                        "runs", new RunsResource(board),
                        "alerts", new AlertsResource(board, clock),
                        "alarm-management", new AlarmManagementResource(board, clock),
                        "health-of-data", new DataHealthResource(board, publishers, clock),
                        "openapi.json", new OpenApiResource()),
                new AcknowledgementResource(board, authority, new ReadBack(), clock),
                authority.isConfigured());
        this.server = BoardServer.start(
                new BoardServer.Access("127.0.0.1", port, Set.of("board.example.org"), 20),
                board,
                PortCatalogue.builtIn(),
                api,
                new EssentialThreads(Monitoring.unserved().health()),
                clock);
    }

    static ServerFixture start(String epoch, int port) throws IOException {
        return new ServerFixture(
                epoch, port, new Authority(Optional.of(TOKEN), Optional.of("X-User"), Set.of("10.0.0.1")));
    }

    static ServerFixture readOnly() throws IOException {
        return new ServerFixture("epoch", 0, new Authority(Optional.empty(), Optional.empty(), Set.of()));
    }

    /** Applies a record, as the reader would. */
    void write(String topic, String key, String text) {
        state.accept(topic, key, text, NOW);
        board.step();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a stream from the event after this id; null for a new viewer. */
    StreamReader stream(String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/v1/stream"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new StreamReader(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body());
    }

    @Override
    public void close() {
        server.close();
    }

    /** The topic of acknowledgements, read back at once. */
    private final class ReadBack implements AcknowledgementLog {
        @Override
        public void save(Acknowledgement acknowledgement) {
            write(
                    TopicCatalogue.ACKNOWLEDGEMENTS,
                    acknowledgement.getAlertKey(),
                    new String(AggregateJson.of(acknowledgement), StandardCharsets.UTF_8));
        }

        @Override
        public void withdraw(String alertKey) {
            write(TopicCatalogue.ACKNOWLEDGEMENTS, alertKey, null);
        }
    }
}
