package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.endtoend.FakeWebhook.Reply;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A webhook receives every change, in order, with retries until it accepts the change. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WebhookIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private Registry registry;
    private DelayTopics topics;
    private FakeWebhook webhook;

    @BeforeEach
    void open() throws Exception {
        registry =
                Registry.connect(Settings.of(CommonSettings.definition(), STACK.endpoints()), Duration.ofSeconds(10));
        topics = new DelayTopics(STACK, registry);
        topics.create("khorgos");
        webhook = new FakeWebhook();
    }

    @AfterEach
    void close() {
        webhook.close();
        topics.close();
        registry.close();
    }

    @Test
    void everyChangeComesOnceInOrderAsACloudEvent() throws Exception {
        topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        topics.writeJson("khorgos", overdue("X1", "MAJOR"));
        topics.writeAvro("khorgos", cleared(overdue("X1", "MAJOR")));
        topics.write("khorgos", "CNHRS|CN|X1|2025-06-01|CLEARANCE_OVERDUE", null);
        topics.write("khorgos", "CNHRS|CN|X1|2025-06-01|CLEARANCE_OVERDUE", new byte[] {1, 2, 3});
        topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        try (KillableAlertBridge bridge = start()) {
            awaitTaken("X1 1", "X1 2", "X1 3", "X1 4");
            assertThat(bridge).isNotNull();
        }
        FakeWebhook.Received third = webhook.received().get(2);
        assertThat(third.contentType()).startsWith("application/cloudevents+json");
        JsonNode event = third.event();
        assertThat(event.get("specversion").asText()).isEqualTo("1.0");
        assertThat(event.get("id").asText()).matches(topics.idOf("khorgos") + "/[01]/\\d+");
        assertThat(URI.create(event.get("source").asText()).getPath()).isEqualTo("/" + topics.topicOf("khorgos"));
        assertThat(event.get("type").asText()).isEqualTo("dev.goldencorridor.schemas.DelayAlert");
        assertThat(event.get("subject").asText()).isEqualTo("CNHRS|CN|X1|2025-06-01|CLEARANCE_OVERDUE");
        assertThat(Instant.parse(event.get("time").asText()))
                .isEqualTo(Instant.parse(event.at("/data/asOf").asText()));
        assertThat(event.at("/data/state").asText()).isEqualTo("CLEARED");
        assertThat(event.at("/data/clearedCause").asText()).isEqualTo("RELEASED");
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotTakenIsTriedAgainAndWhatIsRefusedIsLeftOut() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        webhook.reply(event -> {
            if (event.at("/data/revision").asLong() == 2) {
                return new Reply(422, null);
            }
            return event.at("/data/revision").asLong() == 3 && tries.incrementAndGet() <= 3
                    ? new Reply(List.of(500, 408, 503).get(tries.get() - 1), null)
                    : Reply.TAKEN;
        });
        for (int revision = 1; revision <= 4; revision++) {
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        }
        try (KillableAlertBridge bridge = start()) {
            awaitTaken("X1 1", "X1 3", "X1 4");
            assertThat(bridge).isNotNull();
        }
        assertThat(webhook.received().stream().map(FakeWebhook.Received::train))
                .containsExactly("X1 1", "X1 2", "X1 3", "X1 3", "X1 3", "X1 3", "X1 4");
    }

    @Test
    void aReceiverThatAsksToBeLeftAloneIs() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        webhook.reply(event -> tries.getAndIncrement() == 0 ? new Reply(429, "2") : Reply.TAKEN);
        topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        try (KillableAlertBridge bridge = start()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !webhook.received().isEmpty());
            topics.writeAvro("khorgos", overdue("X2", "MINOR"));
            topics.writeAvro("khorgos", overdue("X3", "MINOR"));
            await().atMost(Duration.ofSeconds(25))
                    .untilAsserted(() -> assertThat(webhook.taken()).containsExactlyInAnyOrder("X1 1", "X2 1", "X3 1"));
            assertThat(bridge).isNotNull();
        }
        assertThat(Duration.between(
                        webhook.received().get(0).at(),
                        webhook.received().get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
    }

    @Test
    void aSuccessorGoesOnWhereTheReceiverHadGot() throws Exception {
        topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        try (KillableAlertBridge bridge = start()) {
            awaitTaken("X1 1");
            webhook.reply(event -> new Reply(503, null));
            topics.writeAvro("khorgos", overdue("X1", "MAJOR"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> webhook.received().size() > 1);
            assertThat(bridge).isNotNull();
        }
        webhook.reply(event -> Reply.TAKEN);
        topics.writeAvro("khorgos", cleared(overdue("X1", "MAJOR")));
        try (KillableAlertBridge successor = start()) {
            awaitTaken("X1 1", "X1 2", "X1 3");
            assertThat(successor).isNotNull();
        }
    }

    @Test
    void instancesShareTheWorkAndOneThatGoesLosesNothingAndMixesUpNothing() throws Exception {
        int trains = 20;
        int revisions = 4;
        try (KillableAlertBridge first = start()) {
            for (int revision = 1; revision <= revisions; revision++) {
                for (int train = 0; train < trains; train++) {
                    topics.writeJson("khorgos", overdue("X" + train, "MINOR"));
                }
                if (revision == 2) {
                    try (KillableAlertBridge second = start()) {
                        await().atMost(Duration.ofSeconds(30)).until(() -> first.members(STACK, webhook.url()) == 2);
                        topics.writeJson("khorgos", overdue("X0", "MINOR"));
                        assertThat(second).isNotNull();
                    }
                }
            }
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() ->
                            assertThat(webhook.taken().stream().distinct()).hasSize(trains * revisions + 1));
        }
        for (int train = 0; train < trains; train++) {
            String name = "X" + train + " ";
            assertThat(webhook.taken().stream()
                            .filter(one -> one.startsWith(name))
                            .distinct())
                    .isSortedAccordingTo(String::compareTo);
        }
    }

    @Test
    void aTopicThatIsCreatedAgainWithTheSameContentHasOtherEventIds() throws Exception {
        DelayAlert alert = overdue("X1", "MINOR").setRevision(1).build();
        topics.write("khorgos", DelayTopics.key(alert), AggregateJson.of(alert));
        try (KillableAlertBridge bridge = start()) {
            awaitTaken("X1 1");
            assertThat(bridge).isNotNull();
        }
        topics.recreate("khorgos");
        topics.write("khorgos", DelayTopics.key(alert), AggregateJson.of(alert));
        try (KillableAlertBridge bridge = start()) {
            awaitTaken("X1 1", "X1 1");
            assertThat(bridge).isNotNull();
        }
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void aChangeThatIsSentAgainHasTheSameEventId() throws Exception {
        topics.writeAvro("khorgos", overdue("X1", "MINOR"));
        for (String group : List.of("first", "second")) {
            try (KillableAlertBridge bridge = KillableAlertBridge.start(
                    STACK, "webhook=" + webhook.url(), topics.all(), "alerts.group=" + STACK.unique(group))) {
                await().atMost(Duration.ofSeconds(25))
                        .until(() -> webhook.taken().size() == (group.equals("first") ? 1 : 2));
                assertThat(bridge).isNotNull();
            }
        }
        assertThat(ids().get(1)).isEqualTo(ids().get(0));
    }

    @Test
    void aTargetThatIsDownHoldsUpNoOther() throws Exception {
        try (AlertmanagerFixture down = new AlertmanagerFixture.InProcess();
                AlertmanagerFixture up = new AlertmanagerFixture.InProcess()) {
            up.start();
            webhook.reply(event -> new Reply(503, null));
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
            try (KillableAlertBridge bridge = KillableAlertBridge.start(
                    STACK,
                    "alertmanager=" + down.url() + ",webhook=" + webhook.url() + ",alertmanager=" + up.url(),
                    topics.all())) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(up.firing()).containsExactly("X1 MINOR"));
                webhook.reply(event -> Reply.TAKEN);
                awaitTaken("X1 1");
                down.start();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(down.firing()).containsExactly("X1 MINOR"));
                assertThat(bridge).isNotNull();
            }
        }
    }

    @Test
    void withoutTopicsTheCommandEndsWithTwo(@TempDir Path directory) {
        StringWriter errors = new StringWriter();
        int exit = Corridor.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "alerts",
                        "--dir",
                        directory.toString(),
                        "--to",
                        "webhook=" + webhook.url(),
                        "--set",
                        "bootstrap.servers=" + STACK.bootstrapServers(),
                        "--set",
                        "alerts.topics=nowhere.*");
        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("nowhere.*").contains("corridor topics --apply");
    }

    private List<String> ids() {
        return webhook.received().stream()
                .map(one -> one.event().get("id").asText())
                .toList();
    }

    private KillableAlertBridge start() {
        return KillableAlertBridge.start(STACK, "webhook=" + webhook.url(), topics.all());
    }

    private void awaitTaken(String... changes) {
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(webhook.taken()).containsExactly(changes));
    }
}
