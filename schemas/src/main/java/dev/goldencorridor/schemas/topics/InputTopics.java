package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the input topics that exist with their declaration, whichever publisher they belong to. Not thread-safe. */
public final class InputTopics {
    private static final Logger LOG = LoggerFactory.getLogger(InputTopics.class);

    private final Admin admin;
    private final Settings settings;
    private final Set<String> trusted = new HashSet<>();

    public InputTopics(Admin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Every input topic with the differences that correct results depend on; an empty list for a fit topic. A topic whose
     * configuration this principal may not read counts as fit, with a warning once.
     *
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    public Map<String, List<TopicDifference>> examine() {
        List<TopicDeclaration> declared = TopicCheck.inputs(admin).stream()
                .map(name -> TopicCatalogue.movements(TopicCheck.publisherOf(name), settings))
                .toList();
        Map<String, TopicDescription> actual = TopicCheck.describe(admin, declared);
        Map<String, Optional<Config>> configurations = TopicCheck.configurations(admin, actual.keySet());
        Map<String, List<TopicDifference>> differences = new LinkedHashMap<>();
        for (TopicDeclaration topic : declared) {
            TopicDescription description = actual.get(topic.name());
            // It may have been deleted since it was listed.
            if (description != null) {
                Optional<Config> configuration = configurations.get(topic.name());
                if (configuration.isEmpty() && trusted.add(topic.name())) {
                    LOG.warn(
                            "The configuration of topic {} is not checked: grant DESCRIBE_CONFIGS on it to have it checked",
                            topic.name());
                }
                differences.put(topic.name(), TopicCheck.faults(topic, description, configuration));
            }
        }
        trusted.retainAll(differences.keySet());
        return differences;
    }
}
