package dev.goldencorridor.schemas.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** The rules by which a topic's actual state differs from its declaration. Pure functions: no call to the brokers. */
final class TopicComparison {
    private static final Set<String> SIZE_LIMITS = Set.of("max.message.bytes", "max.decompressed.message.bytes");

    private TopicComparison() {}

    /**
     * All differences of one topic.
     *
     * @param description the topic as the brokers describe it; null if the topic does not exist
     * @param configuration empty if it could not be read; then it is not compared
     * @param replicationFactor the number of copies that each partition should have
     */
    static List<TopicDifference> differences(
            TopicDeclaration topic,
            TopicDescription description,
            Optional<Config> configuration,
            int replicationFactor) {
        if (description == null) {
            return List.of(missing(topic));
        }
        List<TopicDifference> differences = new ArrayList<>();
        partitions(topic, description).ifPresent(differences::add);
        replication(topic, description, replicationFactor).ifPresent(differences::add);
        // With more in-sync replicas required than copies exist, nobody could write to the topic.
        int copies = Math.min(replicationFactor, fewestCopies(description));
        configuration.ifPresent(actual -> differences.addAll(configuration(topic, actual, minInsyncReplicas(copies))));
        return differences;
    }

    /**
     * The differences that would make results wrong or lose acknowledged records. Retention and the number of copies
     * are the operator's decision and are not compared.
     *
     * @param configuration empty if it could not be read; then it is not compared
     */
    static List<TopicDifference> faults(
            TopicDeclaration topic, TopicDescription description, Optional<Config> configuration) {
        List<TopicDifference> faults = new ArrayList<>();
        partitions(topic, description).ifPresent(faults::add);
        configuration.ifPresent(
                actual -> configuration(topic, actual, minInsyncReplicas(fewestCopies(description))).stream()
                        .filter(TopicComparison::changesResults)
                        .forEach(faults::add));
        return faults;
    }

    /** One copy may be out of sync; at least one must be in sync. */
    static int minInsyncReplicas(int replicationFactor) {
        return Math.max(1, replicationFactor - 1);
    }

    private static TopicDifference missing(TopicDeclaration topic) {
        return new TopicDifference(topic, TopicDifference.Kind.MISSING, "", "", topic.name());
    }

    private static Optional<TopicDifference> partitions(TopicDeclaration topic, TopicDescription actual) {
        int count = actual.partitions().size();
        return count == topic.partitions()
                ? Optional.empty()
                : Optional.of(new TopicDifference(
                        topic,
                        TopicDifference.Kind.PARTITIONS,
                        "",
                        Integer.toString(count),
                        Integer.toString(topic.partitions())));
    }

    private static Optional<TopicDifference> replication(TopicDeclaration topic, TopicDescription actual, int factor) {
        return actual.partitions().stream()
                .map(partition -> partition.replicas().size())
                .filter(copies -> copies != factor)
                .findFirst()
                .map(copies -> new TopicDifference(
                        topic,
                        TopicDifference.Kind.REPLICATION,
                        "",
                        Integer.toString(copies),
                        Integer.toString(factor)));
    }

    private static List<TopicDifference> configuration(TopicDeclaration topic, Config actual, int minInsyncReplicas) {
        List<TopicDifference> differences = new ArrayList<>();
        topic.configuration(minInsyncReplicas).forEach((name, declared) -> {
            ConfigEntry entry = actual.get(name);
            String value = entry == null || entry.value() == null ? "" : entry.value();
            if (!value.equals(declared) && !isStricterInputLimit(topic, name, value, declared)) {
                differences.add(new TopicDifference(topic, TopicDifference.Kind.CONFIGURATION, name, value, declared));
            }
        });
        return differences;
    }

    /** An operator may limit the records of an untrusted publisher more than the declaration does. */
    private static boolean isStricterInputLimit(TopicDeclaration topic, String name, String value, String declared) {
        return isInput(topic) && SIZE_LIMITS.contains(name) && !value.isEmpty() && isLess(value, declared);
    }

    private static boolean changesResults(TopicDifference difference) {
        return switch (difference.entry()) {
            case "cleanup.policy", "message.timestamp.type", "unclean.leader.election.enable" -> true;
            case "min.insync.replicas" -> isLess(difference.actual(), difference.declared());
            // Brokers before 4.4 have neither this entry nor such a limit.
            case "max.decompressed.message.bytes" ->
                !difference.actual().isEmpty() && isLess(difference.declared(), difference.actual());
            // An input topic must not accept more than declared; any other topic must accept as much as declared.
            case "max.message.bytes" ->
                isInput(difference.topic())
                        ? isLess(difference.declared(), difference.actual())
                        : isLess(difference.actual(), difference.declared());
            default -> false;
        };
    }

    private static boolean isInput(TopicDeclaration topic) {
        return topic.name().startsWith(TopicCatalogue.MOVEMENTS_PREFIX);
    }

    private static boolean isLess(String one, String other) {
        return Long.parseLong(one) < Long.parseLong(other);
    }

    /** The copies of the partition that has the fewest. */
    static int fewestCopies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(1);
    }
}
