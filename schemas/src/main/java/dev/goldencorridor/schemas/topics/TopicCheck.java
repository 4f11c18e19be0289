package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares topics as declared with topics as they are, and brings the two together without ever deleting anything.
 *
 * <p>Every method asks the cluster anew and answers within about ten seconds; if the brokers do not, it throws {@link
 * BrokersUnavailableException}.
 */
public final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Set<String> LIMITS = Set.of("max.message.bytes", "max.decompressed.message.bytes");
    private static final int PATIENCE_MS = (int) PATIENCE.toMillis();

    private TopicCheck() {}

    /**
     * All differences, in the order of the declarations; empty if there are none.
     *
     * @param replicationFactor copies that each partition should have; {@code min.insync.replicas} should be one less
     */
    public static List<TopicDifference> compare(
            Admin admin, Collection<TopicDeclaration> declared, int replicationFactor) {
        Map<String, TopicDescription> actual = describe(admin, declared);
        Map<String, Config> configurations = new LinkedHashMap<>();
        for (String name : actual.keySet()) {
            configuration(admin, name).ifPresent(config -> configurations.put(name, config));
        }
        List<TopicDifference> differences = new ArrayList<>();
        for (TopicDeclaration topic : declared) {
            TopicDescription description = actual.get(topic.name());
            if (description == null) {
                differences.add(missing(topic));
                continue;
            }
            partitions(topic, description).ifPresent(differences::add);
            replication(topic, description, replicationFactor).ifPresent(differences::add);
            Config config = configurations.get(topic.name());
            if (config != null) {
                // What the copies that exist allow: asked for more, the topic could not be written any more.
                int copies = Math.min(replicationFactor, fewestCopies(description));
                differences.addAll(configuration(topic, config, minInsyncReplicas(copies)));
            }
        }
        return differences;
    }

    /**
     * Creates what is missing and corrects configuration; leaves alone what is not {@link
     * TopicDifference#correctable()}. Returns when the brokers show what was done, and serve what they have created.
     */
    public static void apply(Admin admin, Collection<TopicDifference> differences, int replicationFactor) {
        List<TopicDeclaration> missing = differences.stream()
                .filter(difference -> difference.kind() == TopicDifference.Kind.MISSING)
                .map(TopicDifference::topic)
                .toList();
        create(admin, missing, replicationFactor);
        Map<ConfigResource, Collection<AlterConfigOp>> corrections = new LinkedHashMap<>();
        for (TopicDifference difference : differences) {
            if (difference.kind() == TopicDifference.Kind.CONFIGURATION) {
                corrections
                        .computeIfAbsent(resource(difference.topic().name()), resource -> new ArrayList<>())
                        .add(new AlterConfigOp(
                                new ConfigEntry(difference.entry(), difference.declared()), AlterConfigOp.OpType.SET));
            }
        }
        if (!corrections.isEmpty()) {
            AlterConfigsOptions options = new AlterConfigsOptions().timeoutMs(PATIENCE_MS);
            admin.incrementalAlterConfigs(corrections, options)
                    .values()
                    .forEach((resource, future) -> answer(future, "configure topic " + resource.name(), Set.of()));
            awaitCorrected(admin, differences, replicationFactor);
        }
    }

    /** As with new topics, every broker learns of a change a moment later. One that does not is shown by what follows. */
    private static void awaitCorrected(Admin admin, Collection<TopicDifference> corrected, int replicationFactor) {
        List<TopicDeclaration> topics =
                corrected.stream().map(TopicDifference::topic).distinct().toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline
                && compare(admin, topics, replicationFactor).stream()
                        .anyMatch(difference -> difference.kind() == TopicDifference.Kind.CONFIGURATION)) {
            pause("the brokers learn of the changed topics");
        }
    }

    private static void pause(String until) {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("interrupted while " + until, e);
        }
    }

    /**
     * For applications at start: returns when all the topics are there with the partitions, cleanup, timestamps and
     * message size that correct results depend on. Retention and replication are the operator's and are not looked at.
     *
     * @throws TopicsMissingException naming every topic that is missing or unfit, and how to create it
     */
    public static void requirePresent(Admin admin, Collection<TopicDeclaration> needed) {
        Map<String, TopicDescription> actual = describe(admin, needed);
        List<String> faults = new ArrayList<>();
        for (TopicDeclaration topic : needed) {
            TopicDescription description = actual.get(topic.name());
            if (description == null) {
                faults.add(topic.name() + ": missing");
                continue;
            }
            faults(topic, description, configuration(admin, topic.name()))
                    .forEach(difference -> faults.add(topic.name() + ": " + difference.describe()));
        }
        if (!faults.isEmpty()) {
            throw new TopicsMissingException(String.join(System.lineSeparator(), faults) + System.lineSeparator()
                    + "Create topics and correct their configuration with: corridor topics --apply");
        }
    }

    /** The differences that correct results depend on; those of the configuration only if it is known. */
    static List<TopicDifference> faults(
            TopicDeclaration topic, TopicDescription description, Optional<Config> configuration) {
        List<TopicDifference> differences = new ArrayList<>();
        partitions(topic, description).ifPresent(differences::add);
        configuration.ifPresent(config -> configuration(topic, config, 1).stream()
                .filter(TopicCheck::changesResults)
                .forEach(differences::add));
        return differences;
    }

    /**
     * For the application that writes them: checks those topics of delays that exist, as {@link #requirePresent} does.
     * Publishers are added while it runs, so that one of them has no topic yet is not a fault, but is warned of.
     *
     * @throws TopicsMissingException naming every topic that is unfit
     */
    public static void requireFitDelays(Admin admin, Settings settings, PublisherCatalogue publishers) {
        List<TopicDeclaration> declared = publishers.publishers().stream()
                .map(publisher -> TopicCatalogue.delays(publisher, settings))
                .toList();
        Set<String> present = describe(admin, declared).keySet();
        List<String> missing = declared.stream()
                .map(TopicDeclaration::name)
                .filter(name -> !present.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "These topics are missing, and alerts that belong there are rejected: {}; create them with: corridor topics --apply",
                    String.join(", ", missing));
        }
        requirePresent(
                admin,
                declared.stream()
                        .filter(topic -> present.contains(topic.name()))
                        .toList());
    }

    /** Names of existing topics that look like input topics but whose publisher the catalogue does not name. */
    public static Set<String> ofUnknownPublishers(Admin admin, PublisherCatalogue publishers) {
        return inputs(admin).stream()
                .filter(name -> !publishers.knows(publisherOf(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> inputs(Admin admin) {
        KafkaFuture<Set<String>> names =
                admin.listTopics(new ListTopicsOptions().timeoutMs(PATIENCE_MS)).names();
        return answer(names, "list the topics", Set.of()).orElseThrow().stream()
                .filter(name -> name.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String publisherOf(String topic) {
        return topic.substring(TopicCatalogue.MOVEMENTS_PREFIX.length());
    }

    private static void create(Admin admin, List<TopicDeclaration> missing, int replicationFactor) {
        if (missing.isEmpty()) {
            return;
        }
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
                        .configs(topic.configuration(minInsyncReplicas(replicationFactor))))
                .toList();
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(
                        topics, new CreateTopicsOptions().timeoutMs(PATIENCE_MS))
                .values();
        // In the order of the declarations, so that of several failures always the same one is told.
        for (TopicDeclaration topic : missing) {
            answer(answers.get(topic.name()), "create topic " + topic.name(), Set.of(TopicExistsException.class));
        }
        awaitServed(admin, awaitVisible(admin, missing));
    }

    /** The controller has made the topics; every broker learns of them a moment later. */
    private static Map<String, TopicDescription> awaitVisible(Admin admin, List<TopicDeclaration> created) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, TopicDescription> shown = describe(admin, created);
        while (shown.size() < created.size()) {
            if (System.nanoTime() >= deadline) {
                throw new BrokersUnavailableException(
                        "the brokers do not show the new topics after " + PATIENCE.toSeconds()
                                + " s; run the command again to see which exist",
                        null);
            }
            pause("the brokers learn of the new topics");
            shown = describe(admin, created);
        }
        return shown;
    }

    /**
     * A partition is shown before its leader serves it. Until then it may refuse a producer's first batch and take the
     * second, after which the first is out of order for ever, and is sent again until it expires. Offsets are told by
     * leaders that serve alone; the client asks until it is told.
     */
    private static void awaitServed(Admin admin, Map<String, TopicDescription> created) {
        Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();
        created.forEach((name, topic) -> topic.partitions()
                .forEach(partition -> ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs(PATIENCE_MS);
        answer(
                admin.listOffsets(ends, options).all(),
                "see that the new topics are served; run the command again to see which exist",
                Set.of());
    }

    static Map<String, TopicDescription> describe(Admin admin, Collection<TopicDeclaration> topics) {
        List<String> names = topics.stream().map(TopicDeclaration::name).toList();
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(PATIENCE_MS))
                .topicNameValues()
                .forEach((name, future) -> answer(
                                future, "describe topic " + name, Set.of(UnknownTopicOrPartitionException.class))
                        .ifPresent(description -> found.put(name, description)));
        return found;
    }

    /** Empty, with a warning, where the caller may not read it: least privilege must not keep an application from starting. */
    private static Optional<Config> configuration(Admin admin, String topic) {
        Optional<Config> found = configurations(admin, Set.of(topic)).get(topic);
        if (found.isEmpty()) {
            LOG.warn(
                    "The configuration of topic {} is not checked: grant DESCRIBE_CONFIGS on it to have it checked",
                    topic);
        }
        return found;
    }

    /** By topic, all of them; empty where the caller may not read it, or the topic was deleted. */
    static Map<String, Optional<Config>> configurations(Admin admin, Set<String> topics) {
        Map<String, Optional<Config>> found = new LinkedHashMap<>();
        admin.describeConfigs(
                        topics.stream().map(TopicCheck::resource).toList(),
                        new DescribeConfigsOptions().timeoutMs(PATIENCE_MS))
                .values()
                .forEach((resource, future) -> found.put(
                        resource.name(),
                        answer(
                                future,
                                "read the configuration of topic " + resource.name(),
                                Set.of(AuthorizationException.class, UnknownTopicOrPartitionException.class))));
        return found;
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
            if (!value.equals(declared) && !isStricter(topic, name, value, declared)) {
                differences.add(new TopicDifference(topic, TopicDifference.Kind.CONFIGURATION, name, value, declared));
            }
        });
        return differences;
    }

    /** An operator may bound what an untrusted publisher sends more than is declared. */
    private static boolean isStricter(TopicDeclaration topic, String name, String value, String declared) {
        return isInput(topic) && LIMITS.contains(name) && !value.isEmpty() && isLess(value, declared);
    }

    private static boolean isInput(TopicDeclaration topic) {
        return topic.name().startsWith(TopicCatalogue.MOVEMENTS_PREFIX);
    }

    private static boolean isLess(String one, String other) {
        return Long.parseLong(one) < Long.parseLong(other);
    }

    private static boolean changesResults(TopicDifference difference) {
        return switch (difference.entry()) {
            case "cleanup.policy", "message.timestamp.type" -> true;
            // Brokers before 4.4 do not have this entry, and no limit.
            case "max.decompressed.message.bytes" ->
                !difference.actual().isEmpty() && isLess(difference.declared(), difference.actual());
            case "max.message.bytes" ->
                isInput(difference.topic())
                        ? isLess(difference.declared(), difference.actual())
                        : isLess(difference.actual(), difference.declared());
            default -> false;
        };
    }

    private static int fewestCopies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(1);
    }

    private static int minInsyncReplicas(int replicationFactor) {
        return Math.max(1, replicationFactor - 1);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** The future's value; empty if it failed with one of the expected errors (or has no value). */
    private static <T> Optional<T> answer(
            KafkaFuture<T> future, String what, Set<Class<? extends Exception>> expected) {
        try {
            // The client gives up after the same time by itself, and says why; the second more lets it.
            return Optional.ofNullable(future.get(PATIENCE.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (expected.stream().anyMatch(type -> type.isInstance(cause))) {
                return Optional.empty();
            }
            throw new BrokersUnavailableException("could not " + what + ": " + cause, cause);
        } catch (TimeoutException e) {
            throw new BrokersUnavailableException(
                    "could not " + what + ": no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("interrupted while waiting to " + what, e);
        }
    }
}
