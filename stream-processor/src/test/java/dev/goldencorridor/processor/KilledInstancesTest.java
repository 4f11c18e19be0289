package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end-to-end tests check what is freed. */
class KilledInstancesTest {
    private final Settings settings = Settings.of(
            ProcessorSettings.definition(),
            Map.of(
                    CommonSettings.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
                    ProcessorSettings.INSTANCE_CONFIG, "one"));
    private final KilledInstances killed = new KilledInstances(settings);

    @AfterEach
    void close() {
        killed.close();
    }

    @Test
    void aStartGoesOnIfNobodyCanFreeItsPredecessor() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, Duration.ofMillis(200))) {
            assertThatThrownBy(admin::requireBroker).isInstanceOf(BrokersUnavailableException.class);
            assertThatCode(() -> killed.freePredecessor(admin)).doesNotThrowAnyException();
        }
    }

    @Test
    void atAStartEachMemberOfThisInstanceIsLeftOver() {
        assertThat(leftOver(Set.of())).containsExactly("one-1", "one-2", "one-3");
    }

    @Test
    void inARebalanceTheMembersWithoutAThreadAreLeftOver() {
        assertThat(leftOver(Set.of("1", "3"))).containsExactly("one-2");
    }

    private List<String> leftOver(Set<String> threads) {
        return killed.leftOver(Stream.of("one-1", "one-2", "one-3", "two-1", "one-more-2", "other"), threads);
    }
}
