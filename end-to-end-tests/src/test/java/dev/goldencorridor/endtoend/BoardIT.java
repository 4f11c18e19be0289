package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.key;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Boards on a real broker and registry. Their delay topics have unique names. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BoardIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final String TOKEN = "a-token-of-some-length";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String prefix = TopicCatalogue.DELAYS_PREFIX + STACK.unique("board") + "-";

    @Test
    void theStateIsExactAfterTopicsAppearAndAreCreatedAgain() throws Exception {
        try (BoardApplication board = start();
                Registry registry = Registry.connect(settings(), Duration.ofSeconds(10));
                DelayTopics topics = new DelayTopics(prefix, STACK.bootstrapServers(), registry)) {
            topics.create("khorgos");
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
            topics.writeJson("khorgos", overdue("X2", "MAJOR"));
            topics.writeAvro("khorgos", cleared(overdue("X2", "MAJOR")));
            topics.write("khorgos", "CNHRS|bad|X", new byte[] {0, 1});
            awaitAlerts(board, "X1 RAISED", "X2 CLEARED");

            topics.write("khorgos", key(overdue("X2", "MAJOR").build()), null);
            awaitAlerts(board, "X1 RAISED");

            // The new topic is longer than the position in the former one.
            topics.recreate("khorgos");
            for (int train = 3; train < 12; train++) {
                topics.writeAvro("khorgos", overdue("X" + train, "MINOR"));
            }
            topics.create("alashankou");
            topics.writeAvro("alashankou", overdue("X12", "MINOR"));
            awaitAlerts(
                    board,
                    "X10 RAISED",
                    "X11 RAISED",
                    "X12 RAISED",
                    "X3 RAISED",
                    "X4 RAISED",
                    "X5 RAISED",
                    "X6 RAISED",
                    "X7 RAISED",
                    "X8 RAISED",
                    "X9 RAISED");
        }
    }

    @Test
    void anAcknowledgementReachesEveryBoard() throws Exception {
        createAcknowledgements();
        try (BoardApplication one = start();
                BoardApplication other = start();
                Registry registry = Registry.connect(settings(), Duration.ofSeconds(10));
                DelayTopics topics = new DelayTopics(prefix, STACK.bootstrapServers(), registry)) {
            topics.create("khorgos");
            String train = STACK.unique("X");
            topics.writeAvro("khorgos", overdue(train, "MAJOR"));
            awaitAlerts(one, train + " RAISED");
            awaitAlerts(other, train + " RAISED");
            String path = "/api/v1/alerts/"
                    + URLEncoder.encode(key(overdue(train, "MAJOR").build()), StandardCharsets.UTF_8);

            HttpRequest request = HttpRequest.newBuilder(uri(one, path + "/acknowledgement"))
                    .headers("Content-Type", "application/json", "Authorization", "Bearer " + TOKEN)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"desk 1\",\"reason\":\"driver called\"}"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);

            for (BoardApplication board : List.of(one, other)) {
                await().atMost(LIMIT).until(() -> get(board, path)
                        .at("/acknowledgement/by")
                        .asText()
                        .equals("desk 1"));
            }
        }
    }

    private void awaitAlerts(BoardApplication board, String... expected) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(get(board, "/api/v1/alerts?facility=CNHRS"))
                .filteredOn(alert -> alert.get("topic").asText().startsWith(prefix))
                .extracting(alert -> alert.get("trainNumber").asText() + " "
                        + alert.get("state").asText())
                .containsExactly(expected));
    }

    private JsonNode get(BoardApplication board, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(board, path)).build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static URI uri(BoardApplication board, String path) {
        return URI.create(board.url().replaceAll("/$", "") + path);
    }

    private static BoardApplication start() {
        return BoardApplication.start(settings());
    }

    private static Settings settings() {
        Map<String, String> settings = new HashMap<>(STACK.endpoints());
        settings.put(BoardSettings.PORT_CONFIG, "0");
        settings.put(BoardSettings.TOKEN_CONFIG, TOKEN);
        return Settings.of(BoardSettings.definition(), settings);
    }

    private static void createAcknowledgements() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", STACK.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(TopicCatalogue.ACKNOWLEDGEMENTS)) {
                admin.createTopics(List.of(new NewTopic(TopicCatalogue.ACKNOWLEDGEMENTS, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }
}
