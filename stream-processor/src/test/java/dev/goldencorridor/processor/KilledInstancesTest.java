package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end-to-end tests check what is freed. */
class KilledInstancesTest {
    @Test
    void aStartGoesOnIfNobodyCanFreeItsPredecessor() {
        Settings settings = Settings.of(
                ProcessorSettings.definition(),
                Map.of(
                        CommonSettings.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
                        ProcessorSettings.INSTANCE_CONFIG, "1"));
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, Duration.ofMillis(200));
                KilledInstances killed = new KilledInstances(settings)) {
            assertThatThrownBy(admin::requireBroker).isInstanceOf(BrokersUnavailableException.class);
            assertThatCode(() -> killed.freePredecessor(admin)).doesNotThrowAnyException();
        }
    }
}
