package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.cli.secure.Provisioning;
import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect to a secure broker. */
class SecureBrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** A broker that refuses closes the connection, and the client tries again until then. */
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(2);

    @TempDir
    private static Path directory;

    private static StackSecurity security;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        AccessPlan plan =
                AccessPlan.of(Settings.of(DeclaredSettings.ofAllApplications(), Map.of()), List.of("khorgos"));
        security = StackSecurity.prepare(directory.resolve("security"), plan.principals());
        broker = EmbeddedBroker.startSecure(directory.resolve("broker"), 0, security);
        Provisioning.apply(settings(Mechanism.TLS).as(StackSecurity.BROKER), plan, security);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void passwordsAndCertificatesAreAccepted() {
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(topicsSeenBy(settings(mechanism).as(Principals.SINK), LIMIT))
                    .isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        Path password = directory.resolve("security").resolve(Principals.BOARD + ".password");
        Files.writeString(password, "wrong");
        assertThatThrownBy(() -> topicsSeenBy(settings(Mechanism.SCRAM).as(Principals.BOARD), LIMIT))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessageContaining("Authentication failed")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aClientWithoutCertificateIsRefused() {
        Map<String, String> anonymous = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "kafka.security.protocol",
                "SSL",
                "kafka.ssl.truststore.type",
                "PEM",
                "kafka.ssl.truststore.location",
                directory.resolve("security/ca.pem").toString());
        Settings settings = Settings.of(DeclaredSettings.ofAllApplications(), anonymous);
        assertThatThrownBy(() -> topicsSeenBy(settings, REFUSAL_LIMIT)).isInstanceOf(BrokersUnavailableException.class);
    }

    @Test
    void aClientWithoutEncryptionIsRefused() {
        Settings settings = Settings.of(
                DeclaredSettings.ofAllApplications(), Map.of("bootstrap.servers", broker.bootstrapServers()));
        assertThatThrownBy(() -> topicsSeenBy(settings, REFUSAL_LIMIT)).isInstanceOf(BrokersUnavailableException.class);
    }

    private static Iterable<String> topicsSeenBy(Settings settings, Duration limit) {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, limit)) {
            return admin.topicNames();
        }
    }

    private static Settings settings(Mechanism mechanism) {
        Map<String, String> given = new HashMap<>(security.settings(mechanism));
        given.put(
                "bootstrap.servers", mechanism == Mechanism.SCRAM ? broker.scramServers() : broker.bootstrapServers());
        return Settings.of(DeclaredSettings.ofAllApplications(), given);
    }
}
