package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Declared topics as {@code KafkaTopic} resources, from which Strimzi's topic operator creates and corrects topics in
 * Kubernetes.
 */
final class StrimziTopics {
    /** What Kubernetes accepts as the name of a resource. */
    private static final Pattern RESOURCE_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private StrimziTopics() {}

    /**
     * The resources as YAML, one document for each topic.
     *
     * @param cluster the name of the {@code Kafka} resource that has the topics
     * @throws SettingsException if a topic's name cannot be the name of a resource
     */
    static String yaml(List<TopicDeclaration> topics, String cluster, int replicationFactor) {
        StringJoiner documents = new StringJoiner("---\n");
        for (TopicDeclaration topic : topics) {
            documents.add(document(topic, cluster, replicationFactor));
        }
        return documents.toString();
    }

    private static String document(TopicDeclaration topic, String cluster, int replicationFactor) {
        if (!RESOURCE_NAME.matcher(topic.name()).matches()) {
            throw new SettingsException(
                    "the topic " + topic.name() + " cannot be a Kubernetes resource, whose name ends"
                            + " with a letter or a digit; rename the publisher in publishers.file");
        }
        StringBuilder yaml =
                new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                spec:
                  partitions: %d
                  replicas: %d
                  config:
                """.formatted(topic.name(), cluster, topic.partitions(), replicationFactor));
        topic.configuration(TopicComparison.minInsyncReplicas(replicationFactor))
                .forEach((entry, value) -> yaml.append("    ")
                        .append(entry)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        return yaml.toString();
    }
}
