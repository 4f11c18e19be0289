package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import java.time.Duration;
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

/**
 * Calls to the brokers about topics. Each call queries the cluster and returns within about ten seconds. If the
 * brokers do not answer in that time, or refuse, it throws {@link BrokersUnavailableException}.
 */
final class TopicAdmin {
    /** Time limit of one call. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Brokers elect the leaders of new partitions one after the other, and there may be thousands. */
    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(60);

    private static final int TIMEOUT_MS = (int) TIMEOUT.toMillis();
    /** Kafka's client ends a call after the same time limit and reports why. This extra time lets it do so first. */
    private static final Duration CLIENT_GRACE = Duration.ofSeconds(1);

    private final Admin admin;

    TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** The names of all input topics, in order. */
    Set<String> inputTopics() {
        KafkaFuture<Set<String>> names =
                admin.listTopics(new ListTopicsOptions().timeoutMs(TIMEOUT_MS)).names();
        return await(names, "list the topics", Set.of()).orElseThrow().stream()
                .filter(name -> name.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Descriptions by topic name. Topics that do not exist are left out. */
    Map<String, TopicDescription> describe(Collection<TopicDeclaration> topics) {
        List<String> names = topics.stream().map(TopicDeclaration::name).toList();
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                .topicNameValues()
                .forEach((name, future) -> await(
                                future, "describe topic " + name, Set.of(UnknownTopicOrPartitionException.class))
                        .ifPresent(description -> found.put(name, description)));
        return found;
    }

    /**
     * The configuration of each topic. It is empty where the caller lacks the permission to read it, or where the
     * topic was deleted.
     */
    Map<String, Optional<Config>> configurations(Set<String> topics) {
        Map<String, Optional<Config>> found = new LinkedHashMap<>();
        admin.describeConfigs(
                        topics.stream().map(TopicAdmin::resource).toList(),
                        new DescribeConfigsOptions().timeoutMs(TIMEOUT_MS))
                .values()
                .forEach((resource, future) -> found.put(
                        resource.name(),
                        await(
                                future,
                                "read the configuration of topic " + resource.name(),
                                Set.of(AuthorizationException.class, UnknownTopicOrPartitionException.class))));
        return found;
    }

    /** Creates topics. A topic that exists by now is not a failure. */
    void create(List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(
                        topics, new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                .values();
        // In the order of the declarations, so that the same one of several failures is always reported.
        for (NewTopic topic : topics) {
            await(created.get(topic.name()), "create topic " + topic.name(), Set.of(TopicExistsException.class));
        }
    }

    /** Changes configuration entries, given by topic name. */
    void alterConfigurations(Map<String, List<AlterConfigOp>> changes) {
        Map<ConfigResource, Collection<AlterConfigOp>> byResource = new LinkedHashMap<>();
        changes.forEach((topic, entries) -> byResource.put(resource(topic), entries));
        admin.incrementalAlterConfigs(byResource, new AlterConfigsOptions().timeoutMs(TIMEOUT_MS))
                .values()
                .forEach((resource, future) -> await(future, "configure topic " + resource.name(), Set.of()));
    }

    /** Returns when every partition has a leader that serves it: only such a leader answers a query for offsets. */
    void awaitLeaders(Map<String, TopicDescription> created) {
        Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();
        created.forEach((name, topic) -> topic.partitions()
                .forEach(partition -> ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        // The client retries until every leader answers.
        await(
                admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs((int) LEADERS_TIMEOUT.toMillis()))
                        .all(),
                "see that the new topics are served; run the command again to see which exist",
                Set.of(),
                LEADERS_TIMEOUT);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** The future's value. It is empty if the call failed with one of the expected errors, or has no value. */
    private static <T> Optional<T> await(KafkaFuture<T> future, String what, Set<Class<? extends Exception>> expected) {
        return await(future, what, expected, TIMEOUT);
    }

    private static <T> Optional<T> await(
            KafkaFuture<T> future, String what, Set<Class<? extends Exception>> expected, Duration timeout) {
        try {
            return Optional.ofNullable(future.get(timeout.plus(CLIENT_GRACE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (expected.stream().anyMatch(type -> type.isInstance(cause))) {
                return Optional.empty();
            }
            throw new BrokersUnavailableException("could not " + what + ": " + cause, cause);
        } catch (TimeoutException e) {
            throw new BrokersUnavailableException(
                    "could not " + what + ": no answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("interrupted while waiting to " + what, e);
        }
    }
}
