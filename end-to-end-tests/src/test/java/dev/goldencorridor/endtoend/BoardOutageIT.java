package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.key;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Brokers and registry go away and come back under a board. It shows what it has, says in words what is wrong, and then
 * equals the topics again, without a new start of the board or of its viewer.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class BoardOutageIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String CLOCK = AggregateRoute.CLOCK.downstream();
    private static final String PUBLISHERS = AggregateRoute.PUBLISHERS.downstream();
    private static final String DELAYS = "delays.khorgos";

    private Path directory;
    private EmbeddedBroker broker;
    private Registry registry;
    private RegistryGate gate;
    private DelayTopics topics;
    private TickingClock clock;

    @BeforeEach
    void start() throws Exception {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "outage");
        broker = EmbeddedBroker.start(directory, 0);
        registry = Registry.connect(BoardClient.settings(STACK.endpoints()), Duration.ofSeconds(10));
        gate = new RegistryGate(STACK.registryUrl());
        topics = new DelayTopics("delays.", client(), registry);
        topics.create("khorgos");
        clock = new TickingClock(client(), List.of(CLOCK, PUBLISHERS));
    }

    @AfterEach
    void stop() {
        clock.close();
        topics.close();
        gate.close();
        registry.close();
        broker.close();
    }

    @Test
    void aBrokerThatIsKilledAndStartedAgainLeavesNoTrace() throws Exception {
        topics.writeAvro("khorgos", overdue("X1", "MAJOR"));
        try (BoardClient board = new BoardClient(endpoints());
                BoardViewer viewer = board.view()) {
            awaitState(board, "live");
            await().atMost(LIMIT).until(() -> viewer.has(DELAYS, keyOf("X1")));

            clock.pause();
            awaitState(board, "not-committing");
            assertThat(board.words()).startsWith("The pipeline has committed nothing for");
            await().atMost(LIMIT).until(() -> viewer.consumer().equals("live"));

            int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
            broker.close();
            awaitState(board, "disconnected");
            assertThat(board.words()).startsWith("The board shows old data:").contains("no broker answered");
            await().atMost(LIMIT).until(() -> viewer.consumer().equals("disconnected"));
            assertThat(viewer.has(DELAYS, keyOf("X1")))
                    .as("the old picture stays")
                    .isTrue();
            assertThat(board.isLive())
                    .as("a restart would not bring the broker back")
                    .isTrue();
            assertThat(board.isReady()).isFalse();

            broker = EmbeddedBroker.start(directory, port);
            assertThat(broker.bootstrapServers()).endsWith(":" + port);
            clock.resume();
            awaitState(board, "live");
            topics.writeAvro("khorgos", overdue("X2", "MINOR"));
            topics.write("khorgos", keyOf("X1"), null);
            awaitEqualToTopics(viewer);
            assertThat(viewer.values().toString()).contains("X2").doesNotContain("X1");
            assertThat(board.isReady()).isTrue();
        }
    }

    @Test
    void aRegistryThatIsAwayAtTheStartAndLaterOnlyDelays() throws Exception {
        topics.writeAvro("khorgos", overdue("X1", "MAJOR"));
        gate.close();
        try (BoardClient board = new BoardClient(endpoints());
                BoardViewer viewer = board.view()) {
            awaitWaitsForRegistry(board);
            gate.open();
            awaitState(board, "live");
            await().atMost(LIMIT).until(() -> viewer.has(DELAYS, keyOf("X1")));
            assertThat(board.isReady()).isTrue();

            gate.close();
            topics.writeAvro("khorgos", overdue("X2", "MAJOR"));
            await("a known schema needs no registry").atMost(LIMIT).until(() -> viewer.has(DELAYS, keyOf("X2")));
            byte[] value = new WireSerializer<PublisherStatus>(registry, PublisherStatus.getClassSchema())
                    .serialize(PUBLISHERS, publisher());
            clock.write(PUBLISHERS, "khorgos", value);
            awaitWaitsForRegistry(board);
            await().atMost(LIMIT).until(() -> viewer.consumer().equals("no-registry"));
            assertThat(viewer.has(DELAYS, keyOf("X1")) && viewer.has(DELAYS, keyOf("X2")))
                    .as("the old picture stays")
                    .isTrue();

            gate.open();
            awaitState(board, "live");
            awaitEqualToTopics(viewer);
            assertThat(viewer.has(PUBLISHERS, "khorgos")).isTrue();
        }
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private Map<String, String> endpoints() {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", gate.url());
    }

    private static void awaitState(BoardClient board, String state) {
        await(state).atMost(LIMIT).until(() -> board.state().equals(state));
    }

    private static void awaitWaitsForRegistry(BoardClient board) {
        await().atMost(LIMIT).until(() -> board.words().contains("the schema registry does not answer"));
        assertThat(board.state()).isEqualTo("no-registry");
        assertThat(board.isReady()).isFalse();
        assertThat(board.isLive())
                .as("a restart would not bring the registry back")
                .isTrue();
    }

    /** Stops the clock first, so that the topics no longer change. */
    private void awaitEqualToTopics(BoardViewer viewer) {
        clock.pause();
        Map<String, String> expected = new HashMap<>();
        expected.putAll(latest(DELAYS, DelayAlert.getClassSchema()));
        expected.putAll(latest(CLOCK, null));
        expected.putAll(latest(PUBLISHERS, PublisherStatus.getClassSchema()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(viewer.values()).isEqualTo(expected));
        String digest = BoardViewer.digest(expected);
        await().atMost(LIMIT).until(() -> viewer.confirmedDigest().equals(digest));
    }

    /** The last value of each key as JSON, read by another consumer than the board's. All of them are live. */
    private Map<String, String> latest(String topic, Schema schema) {
        Map<String, String> latest = new HashMap<>();
        try (CommittedLog log = new CommittedLog(topic, client())) {
            for (ConsumerRecord<byte[], byte[]> record : log.read()) {
                String name = topic + "\n" + new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    latest.remove(name);
                } else {
                    latest.put(name, json(topic, schema, record.value()));
                }
            }
        }
        return latest;
    }

    private String json(String topic, Schema schema, byte[] value) {
        byte[] json = value[0] == 0
                ? AggregateJson.of(new WireDeserializer<SpecificRecord>(registry, schema).deserialize(topic, value))
                : value;
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String keyOf(String train) {
        return key(overdue(train, "MAJOR").build());
    }

    private static PublisherStatus publisher() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return PublisherStatus.newBuilder()
                .setPublisher("khorgos")
                .setLastReceivedAt(now)
                .setLastOccurredAt(now)
                .setUsualGapSeconds(600.0)
                .setAsOf(now)
                .setRevision(1)
                .build();
    }
}
