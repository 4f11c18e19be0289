package dev.goldencorridor.quickstart;

import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What makes a stopped streams application begin again on the cluster. Its inputs are found by their names' prefix, as
 * the application itself finds them.
 */
final class StreamsReset {
    private final Admin admin;
    private final String application;
    private final List<String> inputs;
    private final List<String> internalTopics;
    private final boolean groupExists;

    private StreamsReset(
            Admin admin, String application, List<String> inputs, List<String> internalTopics, boolean groupExists) {
        this.admin = admin;
        this.application = application;
        this.inputs = inputs;
        this.internalTopics = internalTopics;
        this.groupExists = groupExists;
    }

    /**
     * Looks, and changes nothing.
     *
     * @throws StackException if an instance of the application is running
     */
    static StreamsReset plan(Admin admin, String application) throws InterruptedException {
        ConsumerGroupDescription group = describe(admin, application);
        if (group != null && !group.members().isEmpty()) {
            throw new StackException("application " + application + " is running ("
                    + group.members().size()
                    + " members in its group); stop it first, and wait for its session time-out if it was killed");
        }
        Set<String> topics = get(admin.listTopics().names(), "list the topics");
        return new StreamsReset(
                admin,
                application,
                topics.stream()
                        .filter(topic -> topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                        .sorted()
                        .toList(),
                topics.stream()
                        .filter(topic -> isInternal(topic, application))
                        .sorted()
                        .toList(),
                group != null);
    }

    List<String> inputs() {
        return inputs;
    }

    List<String> internalTopics() {
        return internalTopics;
    }

    /** Deletes the internal topics and the group with all its offsets, then gives it the earliest offsets of its inputs. */
    void carryOut() throws InterruptedException {
        get(admin.deleteTopics(internalTopics).all(), "delete the internal topics");
        if (!groupExists) {
            return;
        }
        get(admin.deleteConsumerGroups(List.of(application)).all(), "delete the group " + application);
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        for (TopicDescription topic : get(admin.describeTopics(inputs).allTopicNames(), "describe the input topics")
                .values()) {
            topic.partitions()
                    .forEach(partition -> earliest.put(
                            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest()));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        get(admin.listOffsets(earliest).all(), "find the earliest offsets")
                .forEach((partition, found) -> offsets.put(partition, new OffsetAndMetadata(found.offset())));
        get(admin.alterConsumerGroupOffsets(application, offsets).all(), "set the offsets");
    }

    private static boolean isInternal(String topic, String application) {
        return topic.startsWith(application + "-") && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
    }

    /** The application's group, or null if it has none. */
    private static ConsumerGroupDescription describe(Admin admin, String application) throws InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(application))
                    .describedGroups()
                    .get(application)
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw failed("describe the group " + application, e);
        }
    }

    private static <T> T get(KafkaFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(what, e);
        }
    }

    private static StackException failed(String what, ExecutionException e) {
        return new StackException(
                "could not " + what + ": " + e.getCause().getMessage() + "; run the reset again", e.getCause());
    }
}
