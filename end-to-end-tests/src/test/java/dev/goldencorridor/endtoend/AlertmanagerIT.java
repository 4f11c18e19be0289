package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The alerts that fire at Alertmanager are the open alerts of the topics, whichever process was down meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AlertmanagerIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    /** Alertmanager would end an unresolved alert by itself, but only after longer than a test waits. */
    private static final String SELDOM = "alerts.resend.interval=30s";
    /** A server that was away for a moment may learn what it forgot from the next repetition only. */
    private static final String OFTEN = "alerts.resend.interval=2s";

    private static final String LAST = "alashankou";

    enum Kind {
        IN_PROCESS,
        REAL
    }

    @TempDir
    private Path directory;

    private Registry registry;
    private DelayTopics topics;

    @BeforeEach
    void open() throws Exception {
        registry =
                Registry.connect(Settings.of(CommonSettings.definition(), STACK.endpoints()), Duration.ofSeconds(10));
        topics = new DelayTopics(STACK, registry);
        topics.create("khorgos");
    }

    @AfterEach
    void close() {
        topics.close();
        registry.close();
    }

    @ParameterizedTest
    @EnumSource
    void anAlertFiresRisesAndIsResolvedInBothFormatsAndFromTopicsThatComeLater(Kind kind) throws Exception {
        try (AlertmanagerFixture alertmanager = alertmanager(kind)) {
            alertmanager.start();
            try (KillableAlertBridge bridge = start(alertmanager, SELDOM)) {
                topics.writeAvro("khorgos", overdue("X1", "MINOR"));
                topics.writeJson(
                        "khorgos", overdue("X2", "MAJOR").setReason("papers").setParentKey("CNHRS|ALL|PORT_CLOSED"));
                awaitFiring(alertmanager, "X1 MINOR", "X2 MAJOR");
                JsonNode second = alertmanager.active().orElseThrow().stream()
                        .filter(alert ->
                                alert.at("/labels/train_number").asText().equals("X2"))
                        .findFirst()
                        .orElseThrow();
                assertThat(second.get("labels").size()).isGreaterThanOrEqualTo(6);
                assertThat(second.at("/labels/alertname").asText()).isEqualTo("CLEARANCE_OVERDUE");
                assertThat(second.at("/labels/key").asText()).isEqualTo("CNHRS|CN|X2|2025-06-01|CLEARANCE_OVERDUE");
                assertThat(second.at("/annotations/summary").asText()).contains("X2", "Khorgos", "papers");
                assertThat(second.at("/annotations/parent").asText()).isEqualTo("CNHRS|ALL|PORT_CLOSED");

                topics.writeJson("khorgos", overdue("X1", "MAJOR"));
                awaitFiring(alertmanager, "X1 MAJOR", "X2 MAJOR");
                topics.writeAvro("khorgos", cleared(overdue("X1", "MAJOR")));
                awaitFiring(alertmanager, "X2 MAJOR");
                topics.writeAvro("khorgos", overdue("X1", "CRITICAL"));
                awaitFiring(alertmanager, "X1 CRITICAL", "X2 MAJOR");

                topics.create(LAST);
                topics.writeAvro(LAST, overdue("X9", "MINOR"));
                awaitFiring(alertmanager, "X1 CRITICAL", "X2 MAJOR", "X9 MINOR");
                topics.write(
                        "khorgos",
                        DelayTopics.key(overdue("X2", "MAJOR").setRevision(1).build()),
                        null);
                awaitFiring(alertmanager, "X1 CRITICAL", "X9 MINOR");
                assertThat(bridge).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhateverIsAway(Kind kind) throws Exception {
        try (AlertmanagerFixture alertmanager = alertmanager(kind)) {
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
            topics.writeAvro("khorgos", overdue("X1", "MAJOR"));
            topics.writeAvro("khorgos", overdue("X2", "MINOR"));
            try (KillableAlertBridge bridge = start(alertmanager, OFTEN)) {
                assertThat(alertmanager.active()).as("down at the start").isEmpty();
                alertmanager.start();
                awaitFiring(alertmanager, "X1 MAJOR", "X2 MINOR");

                alertmanager.stop();
                topics.writeAvro("khorgos", cleared(overdue("X1", "MAJOR")));
                topics.writeAvro("khorgos", overdue("X3", "CRITICAL"));
                alertmanager.start();
                awaitFiring(alertmanager, "X2 MINOR", "X3 CRITICAL");
                assertThat(bridge).isNotNull();
            }
            topics.writeAvro("khorgos", cleared(overdue("X2", "MINOR")));
            topics.writeAvro("khorgos", overdue("X4", "MINOR"));
            try (KillableAlertBridge successor = start(alertmanager, OFTEN)) {
                awaitFiring(alertmanager, "X3 CRITICAL", "X4 MINOR");
                assertThat(successor).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsRefusedDoesNotStopTheOthersAndIsTriedAgainWhenItChanges(Kind kind) throws Exception {
        try (AlertmanagerFixture alertmanager = alertmanager(kind)) {
            for (int train = 1; train <= 5; train++) {
                // The API accepts no time as early as this one.
                Instant raisedAt = train == 3 ? Instant.parse("-0001-01-01T00:00:00Z") : Instant.now();
                topics.writeAvro("khorgos", overdue("X" + train, "MINOR").setRaisedAt(raisedAt));
            }
            topics.write("khorgos", "broken", "no alert".getBytes(StandardCharsets.UTF_8));
            alertmanager.start();
            try (KillableAlertBridge bridge = start(alertmanager, SELDOM)) {
                awaitFiring(alertmanager, "X1 MINOR", "X2 MINOR", "X4 MINOR", "X5 MINOR");
                topics.writeAvro("khorgos", overdue("X3", "MINOR"));
                awaitFiring(alertmanager, "X1 MINOR", "X2 MINOR", "X3 MINOR", "X4 MINOR", "X5 MINOR");
                assertThat(bridge).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clocksThatShowOtherTimesFireAndResolveAtOnce(Kind kind) throws Exception {
        try (AlertmanagerFixture alertmanager = alertmanager(kind)) {
            alertmanager.start();
            try (KillableAlertBridge bridge = start(alertmanager, SELDOM)) {
                for (Duration ahead : List.of(Duration.ofDays(-500), Duration.ofDays(500))) {
                    Instant then = Instant.now().plus(ahead);
                    DelayAlert.Builder alert =
                            overdue("X1", "MINOR").setRaisedAt(then).setAsOf(then);
                    topics.writeAvro("khorgos", alert);
                    awaitFiring(alertmanager, "X1 MINOR");
                    topics.writeAvro("khorgos", cleared(alert.setAsOf(then.plusSeconds(60))));
                    awaitFiring(alertmanager);
                }
                assertThat(bridge).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFiresIsSentAgainSoThatItDoesNotTimeOut(Kind kind) throws Exception {
        try (AlertmanagerFixture alertmanager = alertmanager(kind)) {
            alertmanager.start();
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
            try (KillableAlertBridge bridge = start(alertmanager, "alerts.resend.interval=250ms")) {
                awaitFiring(alertmanager, "X1 MINOR");
                Instant firstEnd = Instant.parse(
                        alertmanager.active().orElseThrow().get(0).get("endsAt").asText());
                await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(firstEnd.plusSeconds(1)));
                assertThat(alertmanager.firing()).containsExactly("X1 MINOR");
                assertThat(bridge).isNotNull();
            }
            // No bridge resends the alert any more.
            awaitFiring(alertmanager);
        }
    }

    private KillableAlertBridge start(AlertmanagerFixture alertmanager, String... more) {
        return KillableAlertBridge.start(STACK, "alertmanager=" + alertmanager.url(), topics.all(), more);
    }

    private AlertmanagerFixture alertmanager(Kind kind) throws IOException {
        if (kind == Kind.IN_PROCESS) {
            return new AlertmanagerFixture.InProcess();
        }
        assumeTrue(
                AlertmanagerFixture.Real.isThere(),
                AlertmanagerFixture.Real.BINARY + " is not on the PATH (Debian package of that name);"
                        + " the same is tested with a server that checks what its API demands");
        return new AlertmanagerFixture.Real(directory);
    }

    private static void awaitFiring(AlertmanagerFixture alertmanager, String... alerts) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(alertmanager.active()).isPresent();
            assertThat(alertmanager.firing()).containsExactly(alerts);
        });
    }
}
