package dev.goldencorridor.cli;

import dev.goldencorridor.processor.CalendarSettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.reset.PublishedState;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets a stopped streams application on the cluster, so that it counts its inputs again. The inputs are found by
 * the prefix of their names, as in the application.
 *
 * <p>The reset empties the stores through their changelogs: it deletes each entry that is not kept. These deletions,
 * the deletion of results and the offsets are one transaction. A reset therefore happens completely or not at all.
 */
final class StreamsReset {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsReset.class);
    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";
    /** The aggregates with published calendar periods. */
    private static final List<AggregateRoute> RESULTS =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);

    private final KafkaAdmin admin;
    private final Settings settings;
    private final String application;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<String, Integer> partitionsByTopic;
    private final boolean groupExists;
    private KeptMovements movements;
    private PublishedState published;
    private ResetLosses losses = ResetLosses.NONE;

    private StreamsReset(
            KafkaAdmin admin, Settings settings, Map<String, Integer> partitionsByTopic, boolean groupExists) {
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
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    static StreamsReset plan(KafkaAdmin admin, Settings settings) {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        Optional<ConsumerGroupDescription> group = admin.group(application);
        int members = group.map(found -> found.members().size()).orElse(0);
        if (members > 0) {
            throw new StackException("application " + application + " is running (" + members
                    + " members in its group); stop it first, and wait for its session time-out if it was killed");
        }
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describe(admin.topicNames())
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        StreamsReset reset = new StreamsReset(admin, settings, partitions, group.isPresent());
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

    private void read() {
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
                CalendarSettings.calendar(settings), movements.all().completeFrom(), now);
        forEachPartition(partition -> losses = losses.plus(partition.losses()));
    }

    /** Reads the partitions to rewrite, one after the other. */
    private void forEachPartition(Consumer<ResetPartition> use) {
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
     * @throws BrokersUnavailableException if nothing was changed
     */
    boolean execute() {
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
        try {
            admin.delete(topicsToDelete());
            return true;
        } catch (BrokersUnavailableException e) {
            LOG.warn(
                    "The stores are reset, but old internal topics may remain: {}. Run the reset again",
                    e.getMessage());
            return false;
        }
    }

    private String changelog(String store) {
        return application + "-" + store + CHANGELOG;
    }

    private List<String> topics(Predicate<String> name) {
        return partitionsByTopic.keySet().stream().filter(name).toList();
    }

    private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec spec) {
        Map<TopicPartition, Long> found = new HashMap<>();
        list(topics, spec).forEach((partition, info) -> found.put(partition, info.offset()));
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(List<String> topics, OffsetSpec spec) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitionsByTopic.get(topic); partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        return admin.offsets(partitions, spec);
    }
}
