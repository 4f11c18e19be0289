package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.kafka.UnfitClusterException;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the applications require of a cluster beside the declared topics, checked on a real broker. */
class ClusterCheckIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String INTERNAL_TOPIC = "corridor-processor.-journeys-changelog";
    private static final Optional<String> PREFIX = Optional.of("corridor-processor.-");

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private Admin admin;
    private KafkaAdmin checked;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        checked = KafkaAdmin.connect(settings(Map.of()));
    }

    @AfterEach
    void stop() {
        checked.close();
        admin.close();
        broker.close();
    }

    @Test
    void theClusterOfAStackIsFit() throws Exception {
        create(Map.of());

        assertThatCode(() -> require(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void transactionsOfTheFirstVersionAreRefusedWithTheRemedy() throws Exception {
        FeatureUpdate older = new FeatureUpdate((short) 1, UpgradeType.SAFE_DOWNGRADE);
        admin.updateFeatures(Map.of("transaction.version", older), new UpdateFeaturesOptions())
                .all()
                .get();

        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(() -> require(Map.of()))
                .isInstanceOf(UnfitClusterException.class)
                .hasMessageContaining("transaction.version is 1, needed 2: run kafka-features.sh upgrade")
                .hasMessageContaining("cluster.check=warn"));
        assertThatCode(() -> require(Map.of(ClusterCheck.CONFIG, "warn"))).doesNotThrowAnyException();
    }

    @Test
    void aLeaderThatLacksRecordsMustNotBeElectedForAnInternalTopic() throws Exception {
        create(Map.of("unclean.leader.election.enable", "true"));

        assertThatThrownBy(() -> require(Map.of()))
                .isInstanceOf(UnfitClusterException.class)
                .hasMessageContaining(INTERNAL_TOPIC + ": unclean.leader.election.enable is true, needed false")
                .hasMessageContaining("kafka-configs.sh --alter --topic " + INTERNAL_TOPIC);
    }

    @Test
    void anInternalTopicWithFewerCopiesThanThePipelineNeedsIsRefused() throws Exception {
        create(Map.of());

        assertThatThrownBy(() -> require(Map.of(CommonSettings.REPLICATION_FACTOR_CONFIG, "3")))
                .isInstanceOf(UnfitClusterException.class)
                .hasMessageContaining(INTERNAL_TOPIC + ": has 1 copy, needed 3 (replication.factor)");
    }

    private void create(Map<String, String> configuration) throws Exception {
        NewTopic topic = new NewTopic(INTERNAL_TOPIC, 1, (short) 1).configs(configuration);
        admin.createTopics(List.of(topic)).all().get();
        await().atMost(LIMIT).until(() -> checked.topicNames().contains(INTERNAL_TOPIC));
    }

    private void require(Map<String, String> given) {
        new ClusterCheck(checked, settings(given)).require(PREFIX);
    }

    private Settings settings(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        return Settings.of(ClusterCheck.defineIn(CommonSettings.definition()), all);
    }
}
