package dev.goldencorridor.cli;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.reset.PublishedState;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Resets a stopped streams application on the cluster, so that it counts its inputs again. The inputs are found by
 * the prefix of their names, as in the application.
 *
 * <p>The reset empties the stores through their changelogs: it deletes each entry that is not kept. These deletions,
 * the deletion of results and the offsets are one transaction. A reset therefore happens completely or not at all.
 */
final class StreamsReset {
    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";
    /** The aggregates with published calendar periods. */
    private static final List<AggregateRoute> RESULTS =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);

    private final Admin admin;
    private final Settings settings;
    private final String application;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<String, Integer> partitionsByTopic;
    private final boolean groupExists;
    private KeptMovements movements;
    private PublishedState published;
    private ResetLosses losses = ResetLosses.NONE;

    private StreamsReset(Admin admin, Settings settings, Map<String, Integer> partitionsByTopic, boolean groupExists) {
        this.admin = admin;
        this.settings = settings;
        this.application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        this.partitionsByTopic = partitionsByTopic;
        this.groupExists = groupExists;
    }

    /**
     * Reads the state of the application without changing it.
     *
     * @throws StackException if an instance of the application is running
     */
    static StreamsReset plan(Admin admin, Settings settings) throws InterruptedException {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        ConsumerGroupDescription group = describe(admin, application);
        if (group != null && !group.members().isEmpty()) {
            throw new StackException("application " + application + " is running ("
                    + group.members().size()
                    + " members in its group); stop it first, and wait for its session time-out if it was killed");
        }
        Set<String> topics = get(admin.listTopics().names(), "list the topics");
        Map<String, Integer> partitions = new TreeMap<>();
        for (TopicDescription topic : get(admin.describeTopics(topics).allTopicNames(), "describe the topics")
                .values()) {
            partitions.put(topic.name(), topic.partitions().size());
        }
        StreamsReset reset = new StreamsReset(admin, settings, partitions, group != null);
        if (!reset.isUnknown()) {
            reset.read();
        }
        return reset;
    }

    /** Whether the cluster has no trace of the application. */
    boolean isUnknown() {
        return !groupExists && internalTopics().isEmpty();
    }

    KeptMovements movements() {
        return movements;
    }

    ResetLosses losses() {
        return losses;
    }

    List<String> internalTopics() {
        return topics(topic ->
                topic.startsWith(application + "-") && (topic.endsWith(CHANGELOG) || topic.endsWith(REPARTITION)));
    }

    /**
     * The internal topics that the application will create again. These are the ones that this release does not have.
     * If the number of partitions has changed, these are all, since entries are then in the wrong partition.
     */
    List<String> topicsToDelete() {
        Set<String> changelogs =
                PublishedState.STORES.stream().map(this::changelog).collect(Collectors.toSet());
        int partitions = settings.integer(CommonSettings.PARTITIONS_CONFIG);
        return internalTopics().stream()
                .filter(topic -> isRepartitioned(topic, partitions) || isObsolete(topic, changelogs))
                .toList();
    }

    private boolean isRepartitioned(String topic, int partitions) {
        return partitionsByTopic.get(topic) != partitions;
    }

    private static boolean isObsolete(String topic, Set<String> changelogs) {
        return topic.endsWith(CHANGELOG) && !changelogs.contains(topic);
    }

    private void read() throws InterruptedException {
        List<String> inputs = topics(topic -> topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX));
        Map<TopicPartition, Long> beginnings = offsets(inputs, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(inputs, OffsetSpec.latest());
        long now = System.currentTimeMillis();
        // Younger records have not expired, so an empty partition lacks only older movements.
        long oldest = now
                - settings.duration(CommonSettings.MOVEMENTS_RETENTION_CONFIG).toMillis();
        Map<TopicPartition, KeptMovements.Kept> kept = new HashMap<>();
        // The first record since 1970 is the first record of the partition.
        list(inputs, OffsetSpec.forTimestamp(0))
                .forEach((partition, first) -> kept.put(
                        partition,
                        KeptMovements.Kept.of(
                                beginnings.get(partition), ends.get(partition), first.timestamp(), oldest)));
        movements = KeptMovements.of(kept);
        offsets.putAll(beginnings);
        List<String> deleted = topicsToDelete();
        if (!deleted.isEmpty()) {
            // Otherwise port closures are kept. Reading old decisions again would raise and clear their alerts again.
            offsets.putAll(offsets(topics(TopicCatalogue.CONTROL::equals), OffsetSpec.earliest()));
        }
        // Skip the records between the steps: their movements are counted again.
        offsets.putAll(offsets(
                internalTopics().stream()
                        .filter(topic -> topic.endsWith(REPARTITION) && !deleted.contains(topic))
                        .toList(),
                OffsetSpec.latest()));
        published = new PublishedState(
                ProcessorSettings.calendar(settings), movements.all().completeFrom(), now);
        forEachPartition(partition -> losses = losses.plus(partition.losses()));
    }

    /** Reads the partitions to rewrite, one after the other. */
    private void forEachPartition(Consumer<ResetPartition> use) throws InterruptedException {
        List<String> deleted = topicsToDelete();
        try (PartitionReader reader = new PartitionReader(settings)) {
            for (String store : PublishedState.STORES) {
                List<String> changelog = topics(topic -> topic.equals(changelog(store)) && !deleted.contains(topic));
                offsets(changelog, OffsetSpec.latest()).forEach((partition, end) -> {
                    ChangelogPartition entries = new ChangelogPartition(partition, store, published);
                    reader.read(partition, end, entries::take);
                    use.accept(entries);
                });
            }
            for (AggregateRoute route : RESULTS) {
                offsets(topics(route.aggregate()::equals), OffsetSpec.latest()).forEach((partition, end) -> {
                    ResultPartition results = new ResultPartition(partition, published);
                    reader.read(partition, end, results::take);
                    use.accept(results);
                });
            }
        }
    }

    /**
     * Empties the stores except for kept entries, deletes lost results, and resets the offsets.
     *
     * @return whether the brokers have confirmed it; otherwise it may or may not have happened
     * @throws StackException if nothing was changed
     */
    boolean execute() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        offsets.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
        try (ResetTransaction transaction = ResetTransaction.begin(settings)) {
            // Each partition is read to its end before the transaction writes to it: readers cannot pass an open
            // transaction.
            forEachPartition(partition ->
                    partition.forEachChange((key, value) -> transaction.write(partition.partition(), key, value)));
            if (!transaction.commit(positions)) {
                return false;
            }
        }
        get(admin.deleteTopics(topicsToDelete()).all(), "delete internal topics that are made anew");
        return true;
    }

    private String changelog(String store) {
        return application + "-" + store + CHANGELOG;
    }

    private List<String> topics(Predicate<String> name) {
        return partitionsByTopic.keySet().stream().filter(name).toList();
    }

    private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec spec) throws InterruptedException {
        Map<TopicPartition, Long> found = new HashMap<>();
        list(topics, spec).forEach((partition, info) -> found.put(partition, info.offset()));
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(List<String> topics, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitionsByTopic.get(topic); partition++) {
                asked.put(new TopicPartition(topic, partition), spec);
            }
        }
        return get(admin.listOffsets(asked).all(), "find the offsets of " + topics);
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
