package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.util.ArrayList;
import java.util.Collection;
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

/**
 * Compares the cluster's topics with their declarations. It changes nothing; {@link TopicUpdater} does.
 *
 * <p>Every method queries the cluster. Each query returns within about ten seconds; if the brokers do not answer in
 * that time, it throws {@link BrokersUnavailableException}.
 */
public final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private TopicCheck() {}

    /**
     * All differences, in the order of the declarations; empty if there are none.
     *
     * @param replicationFactor the number of copies that each partition should have; {@code min.insync.replicas}
     *     should be one less
     */
    public static List<TopicDifference> compare(
            KafkaAdmin admin, Collection<TopicDeclaration> declared, int replicationFactor) {
        Map<String, TopicDescription> actual = admin.describe(names(declared));
        Map<String, Optional<Config>> configurations = new LinkedHashMap<>();
        for (String name : actual.keySet()) {
            configurations.put(name, configuration(admin, name));
        }
        List<TopicDifference> differences = new ArrayList<>();
        for (TopicDeclaration topic : declared) {
            differences.addAll(TopicComparison.differences(
                    topic,
                    actual.get(topic.name()),
                    configurations.getOrDefault(topic.name(), Optional.empty()),
                    replicationFactor));
        }
        return differences;
    }

    /**
     * For applications at start. It returns if all topics exist with the partitions, cleanup policy, timestamp type,
     * message size, in-sync copies and elections that correct results depend on. It does not check retention and the
     * number of copies: they are the operator's decision.
     *
     * @throws TopicsMissingException naming every topic that is missing or unfit, and how to create it
     */
    public static void requirePresent(KafkaAdmin admin, Collection<TopicDeclaration> needed) {
        Map<String, TopicDescription> actual = admin.describe(names(needed));
        List<String> faults = new ArrayList<>();
        for (TopicDeclaration topic : needed) {
            TopicDescription description = actual.get(topic.name());
            if (description == null) {
                faults.add(topic.name() + ": missing");
                continue;
            }
            TopicComparison.faults(topic, description, configuration(admin, topic.name()))
                    .forEach(difference -> faults.add(topic.name() + ": " + difference.describe()));
        }
        if (!faults.isEmpty()) {
            throw new TopicsMissingException(String.join(System.lineSeparator(), faults) + System.lineSeparator()
                    + "Create topics and correct their configuration with: corridor topics --apply");
        }
    }

    /**
     * For the application that writes the topics of delays. It checks those that exist, as {@link #requirePresent}
     * does. Publishers can be added while the application runs, so a missing topic of a publisher is logged and is not
     * a fault.
     *
     * @throws TopicsMissingException naming every topic that is unfit
     */
    public static void requireFitDelays(KafkaAdmin admin, Settings settings, PublisherCatalogue publishers) {
        List<TopicDeclaration> declared = publishers.publishers().stream()
                .map(publisher -> TopicCatalogue.delays(publisher, settings))
                .toList();
        Set<String> present = admin.describe(names(declared)).keySet();
        List<String> missing =
                names(declared).stream().filter(name -> !present.contains(name)).toList();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "These topics are missing, and alerts that belong there are rejected: {};"
                            + " create them with: corridor topics --apply",
                    String.join(", ", missing));
        }
        requirePresent(
                admin,
                declared.stream()
                        .filter(topic -> present.contains(topic.name()))
                        .toList());
    }

    /** The existing input topics whose publisher is not in the catalogue. */
    public static Set<String> topicsOfUnknownPublishers(KafkaAdmin admin, PublisherCatalogue publishers) {
        return InputTopics.namesOn(admin).stream()
                .filter(name -> !publishers.contains(TopicCatalogue.publisherOf(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(Collection<TopicDeclaration> topics) {
        return topics.stream().map(TopicDeclaration::name).toList();
    }

    /**
     * Empty, with a warning, if the caller lacks the permission to read it. An application with few permissions must
     * still be able to start.
     */
    private static Optional<Config> configuration(KafkaAdmin admin, String topic) {
        Optional<Config> found = admin.configurations(Set.of(topic)).get(topic);
        if (found.isEmpty()) {
            LOG.warn(
                    "The configuration of topic {} is not checked: grant DESCRIBE_CONFIGS on it to have it checked",
                    topic);
        }
        return found;
    }
}
