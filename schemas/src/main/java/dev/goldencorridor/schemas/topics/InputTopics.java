package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the existing input topics of all publishers with their declarations. Not thread-safe. */
public final class InputTopics {
    private static final Logger LOG = LoggerFactory.getLogger(InputTopics.class);

    private final KafkaAdmin admin;
    private final Settings settings;
    /** Topics whose configuration cannot be read. Each is logged once. */
    private final Set<String> unreadable = new HashSet<>();

    public InputTopics(KafkaAdmin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * The names of all input topics, in order.
     *
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    public static Set<String> namesOn(KafkaAdmin admin) {
        return admin.topicNames().stream()
                .filter(name -> name.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Every input topic with the differences that would make results wrong; a fit topic has an empty list. A topic
     * whose configuration this principal may not read counts as fit. A warning reports that once.
     *
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    public Map<String, List<TopicDifference>> examine() {
        Set<String> names = namesOn(admin);
        List<TopicDeclaration> declared = names.stream()
                .map(name -> TopicCatalogue.movements(TopicCatalogue.publisherOf(name), settings))
                .toList();
        Map<String, TopicDescription> actual = admin.describe(names);
        Map<String, Optional<Config>> configurations = admin.configurations(actual.keySet());
        Map<String, List<TopicDifference>> differences = new LinkedHashMap<>();
        for (TopicDeclaration topic : declared) {
            TopicDescription description = actual.get(topic.name());
            // The topic may have been deleted since it was listed.
            if (description != null) {
                Optional<Config> configuration = configurations.get(topic.name());
                if (configuration.isEmpty()) {
                    warnOnce(topic.name());
                }
                differences.put(topic.name(), TopicComparison.faults(topic, description, configuration));
            }
        }
        unreadable.retainAll(differences.keySet());
        return differences;
    }

    private void warnOnce(String topic) {
        if (unreadable.add(topic)) {
            LOG.warn(
                    "The configuration of topic {} is not checked: grant DESCRIBE_CONFIGS on it to have it checked",
                    topic);
        }
    }
}
