package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A webhook learns that an alert is over, even if no record of the alert is left. The broker really compacts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WebhookStateIT {
    /** Runs the registry. The broker is another one, because its cleaner has to be fast. */
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String KHORGOS = "khorgos";
    private static final String DELETED = "dev.goldencorridor.schemas.DelayAlert.deleted";
    /** Each batch begins a segment, and a tombstone is removed with the second cleaning. */
    private static final Map<String, String> COMPACT_AT_ONCE = Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "10",
            "min.cleanable.dirty.ratio", "0",
            "delete.retention.ms", "1");

    @TempDir
    private Path directory;

    private AuthorizerLog decisions;
    private EmbeddedBroker broker;
    private CorridorConnection connection;
    private Registry registry;
    private DelayTopics topics;
    private FakeWebhook webhook;

    @BeforeEach
    void open() throws Exception {
        decisions = AuthorizerLog.beginDenials();
        broker = ServerSecurity.startBroker(directory.resolve("broker"));
        webhook = new FakeWebhook();
        connection = new CorridorConnection(
                broker.bootstrapServers(), STACK.registryUrl(), Map.of(AlertSettings.TO_CONFIG, target()));
        connection.grant();
        Map<String, Object> client = connection.client(ServerSecurity.OWN_PRINCIPAL, Map.of());
        try (Admin admin = Admin.create(client)) {
            AlterConfigOp fastCleaner =
                    new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(fastCleaner)))
                    .all()
                    .get();
        }
        registry = connection.registry();
        topics = new DelayTopics("delays.", client, registry);
        topics.create(KHORGOS, COMPACT_AT_ONCE);
    }

    @AfterEach
    void close() {
        webhook.close();
        topics.close();
        registry.close();
        broker.close();
        decisions.close();
        assertThat(decisions.denied(Set.of(Principals.ALERTS))).isEmpty();
    }

    @Test
    void anAlertWhoseRecordsAreCompactedAwayIsDeletedOnce() throws Exception {
        topics.writeAvro(KHORGOS, overdue("X1", "MINOR"));
        topics.writeAvro(KHORGOS, overdue("X2", "MINOR"));
        runBridgeUntil("X1", "X2");

        topics.writeAvro(KHORGOS, cleared(overdue("X1", "MINOR")));
        topics.write(KHORGOS, key("X1"), null);
        int[] filler = {0};
        await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> {
            topics.writeAvro(KHORGOS, overdue("F" + filler[0]++ % 8, "MINOR"));
            return !topics.hasRecord(KHORGOS, key("X1"));
        });
        topics.writeAvro(KHORGOS, overdue("X3", "MINOR"));
        runBridgeUntil("X3");
        assertThat(events("X1")).hasSize(2);
        assertThat(events("X1").get(1).get("type").asText()).isEqualTo(DELETED);
        assertThat(events("X1").get(1).get("id").asText())
                .isEqualTo(events("X1").get(0).get("id").asText() + "/deleted");
        assertThat(events("X2")).hasSize(1);

        topics.writeAvro(KHORGOS, overdue("X4", "MINOR"));
        runBridgeUntil("X4");
        assertThat(events("X1")).hasSize(2);
        assertThat(events("X2")).hasSize(1);
        assertThat(webhook.received().stream().map(one -> one.event().get("id").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theAlertsOfATopicThatIsCreatedAgainAreDeletedUnlessTheyAreInTheNewOne() throws Exception {
        topics.writeAvro(KHORGOS, overdue("X1", "MINOR"));
        topics.writeAvro(KHORGOS, overdue("X2", "MINOR"));
        runBridgeUntil("X1", "X2");
        topics.recreate(KHORGOS);
        topics.writeAvro(KHORGOS, overdue("X2", "MINOR"));
        topics.writeAvro(KHORGOS, overdue("X3", "MINOR"));
        try (KillableAlertBridge bridge = start()) {
            await().atMost(LIMIT)
                    .until(() -> events("X1").size() == 2
                            && events("X2").size() == 2
                            && events("X3").size() == 1);
            assertThat(bridge).isNotNull();
        }
        assertThat(events("X1").get(1).get("type").asText()).isEqualTo(DELETED);
        assertThat(events("X2").get(1).at("/data/state").asText()).isEqualTo("RAISED");
    }

    @Test
    void theTombstoneOfADeliveredClearingIsNotSentAfterARestart() throws Exception {
        topics.writeAvro(KHORGOS, overdue("X1", "MINOR"));
        runBridgeUntil("X1");
        topics.writeAvro(KHORGOS, cleared(overdue("X1", "MINOR")));
        try (KillableAlertBridge bridge = start()) {
            await().atMost(LIMIT).until(() -> events("X1").size() == 2);
            assertThat(bridge).isNotNull();
        }
        topics.write(KHORGOS, key("X1"), null);
        // So many trains are on both partitions.
        String[] later = {"X2", "X3", "X4", "X5", "X6", "X7", "X8", "X9"};
        for (String train : later) {
            topics.writeAvro(KHORGOS, overdue(train, "MINOR"));
        }
        runBridgeUntil(later);
        assertThat(events("X1"))
                .extracting(event -> event.at("/data/state").asText())
                .containsExactly("RAISED", "CLEARED");
    }

    /** Runs a bridge until the webhook has an event of each train. Closing it commits the progress. */
    private void runBridgeUntil(String... trains) {
        try (KillableAlertBridge bridge = start()) {
            await().atMost(LIMIT).until(() -> List.of(trains).stream()
                    .noneMatch(train -> events(train).isEmpty()));
            assertThat(bridge).isNotNull();
        }
    }

    private KillableAlertBridge start() {
        return KillableAlertBridge.start(connection.endpoints(), target(), topics.all());
    }

    private String target() {
        return "webhook=" + webhook.url();
    }

    private List<JsonNode> events(String train) {
        return webhook.received().stream()
                .map(FakeWebhook.Received::event)
                .filter(event -> event.get("subject").asText().equals(key(train)))
                .toList();
    }

    private static String key(String train) {
        return DelayTopics.key(overdue(train, "MINOR").build());
    }
}
