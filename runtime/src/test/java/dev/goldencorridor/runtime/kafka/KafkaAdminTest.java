package dev.goldencorridor.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to a server that accepts connections and never answers. */
class KafkaAdminTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private ServerSocket silentServer;
    private String address;

    @BeforeEach
    void start() throws IOException {
        silentServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        address = "127.0.0.1:" + silentServer.getLocalPort();
    }

    @AfterEach
    void stop() throws IOException {
        silentServer.close();
    }

    @Test
    void aMessageNamesTheRequestTheAddressAndTheRemedy() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings(address), TIMEOUT)) {
            assertThatThrownBy(admin::topicNames)
                    .isInstanceOf(BrokersUnavailableException.class)
                    .hasMessage(
                            "could not list the topics: no broker answered at " + address + " within 300 ms."
                                    + " Start a stack (corridor up), or name other brokers with --set bootstrap.servers=HOST:PORT");
            assertThatThrownBy(() -> admin.describe(List.of("movements.khorgos")))
                    .hasMessageStartingWith("could not describe topic movements.khorgos: no broker answered");
        }
    }

    @Test
    void anInterruptEndsACallAndStaysSet() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings(address), Duration.ofMinutes(5))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(admin::requireBroker)
                    .isInstanceOf(BrokersUnavailableException.class)
                    .hasMessage("could not reach the cluster: the thread was interrupted")
                    .satisfies(failure -> assertThat(KafkaFailures.canHeal((RuntimeException) failure))
                            .isFalse());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closingEndsTheCallOfAnotherThread() throws InterruptedException {
        KafkaAdmin admin = KafkaAdmin.connect(settings(address), Duration.ofMinutes(5));
        Thread caller = new Thread(() -> assertThatThrownBy(admin::requireBroker));
        caller.start();
        admin.close();
        caller.join(Duration.ofSeconds(30).toMillis());
        assertThat(caller.isAlive()).isFalse();
    }

    @Test
    void anUnusableAddressIsNamed() {
        assertThatThrownBy(() -> KafkaAdmin.connect(settings("nonsense")))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessageStartingWith("no Kafka client can be made for nonsense: ")
                .hasMessageContaining("--set bootstrap.servers=HOST:PORT");
    }

    @Test
    void otherKafkaSettingsDoNotChangeTheTimeLimit() {
        Settings settings = Settings.of(
                CommonSettings.definition(),
                Map.of(
                        CommonSettings.BOOTSTRAP_SERVERS_CONFIG,
                        address,
                        "kafka.request.timeout.ms",
                        "600000",
                        "kafka.default.api.timeout.ms",
                        "600000"));
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, TIMEOUT)) {
            assertThatThrownBy(admin::topicNames).hasMessageContaining("within 300 ms");
        }
    }

    private static Settings settings(String brokers) {
        return Settings.of(CommonSettings.definition(), Map.of(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }
}
