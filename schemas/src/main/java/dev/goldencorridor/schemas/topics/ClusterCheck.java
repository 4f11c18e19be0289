package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.kafka.UnfitClusterException;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at the start of an application what exactly-once delivery needs of the cluster, beside the declared topics:
 * transactions of version 2 (KIP-890), and internal topics that lose no acknowledged record. It changes nothing.
 */
public final class ClusterCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);

    public static final String CONFIG = "cluster.check";
    private static final String REQUIRE = "require";
    private static final String WARN = "warn";
    private static final String DOC =
            "What happens at start if the cluster cannot keep the guarantees: transactions before version 2, internal"
                    + " topics with too few copies, or elections of leaders that lack records. 'require' ends the"
                    + " application with the faults and their remedies. Set it to 'warn' if you cannot change the"
                    + " cluster now: then a fault of a broker can lose or repeat records.";

    private static final String TRANSACTION_VERSION = "transaction.version";
    private static final int NEEDED_TRANSACTION_VERSION = 2;
    private static final Set<String> TOPICS_OF_BROKERS = Set.of("__consumer_offsets", "__transaction_state");

    private final KafkaAdmin admin;
    private final Settings settings;

    public ClusterCheck(KafkaAdmin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Adds the setting to the definition of an application. */
    public static ConfigDef defineIn(ConfigDef definition) {
        return definition.define(
                CONFIG, ConfigDef.Type.STRING, REQUIRE, ValidString.in(REQUIRE, WARN), Importance.MEDIUM, DOC);
    }

    /**
     * Returns if the cluster is fit, or after a warning if the setting says so. A topic that does not exist yet is not
     * checked, and neither is one that the application may not describe.
     *
     * @param internalTopics the prefix of the application's internal topics; empty if it has none
     * @throws UnfitClusterException naming every fault and its remedy
     */
    public void require(Optional<String> internalTopics) {
        List<String> faults = new ArrayList<>();
        int version = admin.featureLevel(TRANSACTION_VERSION);
        if (version < NEEDED_TRANSACTION_VERSION) {
            faults.add(TRANSACTION_VERSION + " is " + version + ", needed " + NEEDED_TRANSACTION_VERSION
                    + ": run kafka-features.sh upgrade --feature " + TRANSACTION_VERSION + "="
                    + NEEDED_TRANSACTION_VERSION);
        }
        faults.addAll(faultsOfTopics(internalTopics));
        if (faults.isEmpty()) {
            return;
        }
        String message = "The cluster cannot keep the guarantees:" + System.lineSeparator()
                + String.join(System.lineSeparator(), faults);
        if (settings.string(CONFIG).equals(REQUIRE)) {
            throw new UnfitClusterException(message + System.lineSeparator() + "To start nevertheless, set " + CONFIG
                    + "=" + WARN + "; a fault of a broker can then lose or repeat records");
        }
        LOG.warn(message);
    }

    private List<String> faultsOfTopics(Optional<String> internalTopics) {
        Set<String> names = new TreeSet<>(TOPICS_OF_BROKERS);
        internalTopics.ifPresent(prefix -> admin.topicNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(names::add));
        Map<String, TopicDescription> topics = admin.describePermitted(names);
        Map<String, Optional<Config>> configurations = admin.configurations(topics.keySet());
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            if (topics.containsKey(name)) {
                faults.addAll(faultsOf(topics.get(name), configurations.get(name)));
            }
        }
        return faults;
    }

    private List<String> faultsOf(TopicDescription topic, Optional<Config> configuration) {
        List<String> faults = new ArrayList<>();
        int copies = TopicComparison.fewestCopies(topic);
        int neededCopies = settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG);
        if (copies < neededCopies) {
            faults.add(topic.name() + ": has " + (copies == 1 ? "1 copy" : copies + " copies") + ", needed "
                    + neededCopies + " (replication.factor): add copies with kafka-reassign-partitions.sh");
        }
        if (configuration.isEmpty()) {
            LOG.warn("Topic {} is not checked: grant DESCRIBE_CONFIGS on it to have it checked", topic.name());
            return faults;
        }
        int inSync = TopicComparison.minInsyncReplicas(copies);
        String actualInSync = configuration.get().get("min.insync.replicas").value();
        if (Integer.parseInt(actualInSync) < inSync) {
            faults.add(remedy(topic, "min.insync.replicas", actualInSync, Integer.toString(inSync)));
        }
        String unclean =
                configuration.get().get("unclean.leader.election.enable").value();
        if (!unclean.equals("false")) {
            faults.add(remedy(topic, "unclean.leader.election.enable", unclean, "false"));
        }
        return faults;
    }

    private static String remedy(TopicDescription topic, String entry, String actual, String needed) {
        return topic.name() + ": " + entry + " is " + actual + ", needed " + needed
                + ": run kafka-configs.sh --alter --topic " + topic.name() + " --add-config " + entry + "=" + needed;
    }
}
