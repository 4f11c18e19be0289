package dev.goldencorridor.runtime.kafka;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Requests to the brokers about topics, offsets and consumer groups. Each call returns within its time limit.
 *
 * <p>If no broker answers in time, or the brokers refuse, or the thread is interrupted, a call throws {@link
 * BrokersUnavailableException}. Thread-safe.
 */
public final class KafkaAdmin implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Brokers elect the leaders of new partitions one after the other, and there may be thousands. */
    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(60);

    private final Admin admin;
    private final BrokerAnswers answers;

    private KafkaAdmin(Admin admin, BrokerAnswers answers) {
        this.admin = admin;
        this.answers = answers;
    }

    /**
     * Connects to {@link CommonSettings#BOOTSTRAP_SERVERS_CONFIG} with a time limit of ten seconds for each call.
     *
     * @throws BrokersUnavailableException if the settings cannot make a Kafka client
     */
    public static KafkaAdmin connect(Settings settings) {
        return connect(settings, TIMEOUT);
    }

    /** As {@link #connect(Settings)}, with another time limit for each call. */
    public static KafkaAdmin connect(Settings settings, Duration timeout) {
        BrokerAnswers answers = new BrokerAnswers(settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG), timeout);
        return new KafkaAdmin(answers.client(settings.kafkaClient()), answers);
    }

    /** The time limit of a call. */
    public Duration timeout() {
        return answers.timeout();
    }

    /** Returns if a broker answers. */
    public void requireBroker() {
        answers.await(admin.describeCluster().nodes(), "reach the cluster");
    }

    /** The level of a feature that the whole cluster has, e.g. {@code transaction.version}; 0 if it has none. */
    public int featureLevel(String feature) {
        FinalizedVersionRange range = answers.await(admin.describeFeatures().featureMetadata(), "read the features")
                .finalizedFeatures()
                .get(feature);
        return range == null ? 0 : range.maxVersionLevel();
    }

    /** The id of the node that is the active controller of the cluster. */
    public int activeController() {
        return answers.await(admin.describeMetadataQuorum().quorumInfo(), "find the active controller")
                .leaderId();
    }

    /** The names of all topics except the brokers' internal ones. */
    public Set<String> topicNames() {
        return answers.await(admin.listTopics().names(), "list the topics");
    }

    /** Descriptions by topic name. Topics that do not exist are left out. */
    public Map<String, TopicDescription> describe(Collection<String> topics) {
        return describeUnless(Set.of(UnknownTopicOrPartitionException.class), topics);
    }

    /** As {@link #describe}, but topics that the caller may not describe are left out too. */
    public Map<String, TopicDescription> describePermitted(Collection<String> topics) {
        return describeUnless(Set.of(UnknownTopicOrPartitionException.class, AuthorizationException.class), topics);
    }

    private Map<String, TopicDescription> describeUnless(
            Set<Class<? extends Exception>> leftOut, Collection<String> topics) {
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((name, future) -> answers.awaitUnless(
                        leftOut, future, "describe topic " + name)
                .ifPresent(description -> found.put(name, description)));
        return found;
    }

    /**
     * The ids of topics by name. A topic that is deleted and created again has another id.
     *
     * @throws UnknownTopicOrPartitionException if a topic does not exist, perhaps only at this moment
     */
    public Map<String, Uuid> topicIds(Collection<String> topics) {
        Map<String, Uuid> ids = new LinkedHashMap<>();
        describeAll(topics).forEach((name, topic) -> ids.put(name, topic.topicId()));
        return ids;
    }

    /**
     * The number of partitions of a topic.
     *
     * @throws UnknownTopicOrPartitionException if it does not exist, perhaps only at this moment
     */
    public int partitionCount(String topic) {
        return describeAll(List.of(topic)).get(topic).partitions().size();
    }

    private Map<String, TopicDescription> describeAll(Collection<String> topics) {
        Map<String, TopicDescription> found = describe(topics);
        for (String topic : topics) {
            if (!found.containsKey(topic)) {
                throw new UnknownTopicOrPartitionException("the brokers have no topic " + topic + " now");
            }
        }
        return found;
    }

    /** All partitions of these topics. */
    public static List<TopicPartition> partitionsOf(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /**
     * The configuration of each topic. It is empty where the caller lacks the permission to read it, or where the
     * topic was deleted.
     */
    public Map<String, Optional<Config>> configurations(Collection<String> topics) {
        Map<String, Optional<Config>> found = new LinkedHashMap<>();
        admin.describeConfigs(topics.stream().map(KafkaAdmin::resource).toList())
                .values()
                .forEach((resource, future) -> found.put(
                        resource.name(),
                        answers.awaitUnless(
                                Set.of(AuthorizationException.class, UnknownTopicOrPartitionException.class),
                                future,
                                "read the configuration of topic " + resource.name())));
        return found;
    }

    /** Creates topics. A topic that exists by now is not a failure. */
    public void create(List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        // In the order of the caller, so that the same one of several failures is always reported.
        for (NewTopic topic : topics) {
            answers.awaitUnless(
                    Set.of(TopicExistsException.class), created.get(topic.name()), "create topic " + topic.name());
        }
    }

    /** Deletes topics. A topic that is gone by now is not a failure. */
    public void delete(Collection<String> topics) {
        admin.deleteTopics(topics)
                .topicNameValues()
                .forEach((name, future) -> answers.awaitUnless(
                        Set.of(UnknownTopicOrPartitionException.class), future, "delete topic " + name));
    }

    /** Changes configuration entries, given by topic name. */
    public void alterConfigurations(Map<String, List<AlterConfigOp>> changes) {
        Map<ConfigResource, Collection<AlterConfigOp>> byResource = new LinkedHashMap<>();
        changes.forEach((topic, entries) -> byResource.put(resource(topic), entries));
        admin.incrementalAlterConfigs(byResource)
                .values()
                .forEach((resource, future) -> answers.await(future, "configure topic " + resource.name()));
    }

    /**
     * An offset of each partition, with its timestamp if the specification finds a record by time. Records of open
     * transactions count.
     */
    public Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return answers.await(
                admin.listOffsets(requests(partitions, spec)).all(), "find the offsets of " + topicsOf(partitions));
    }

    /**
     * Returns when every partition has a leader that serves it: only such a leader answers a request for offsets. Its
     * time limit is one minute.
     */
    public void awaitLeaders(Collection<TopicPartition> partitions) {
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs((int) LEADERS_TIMEOUT.toMillis());
        // The client retries until every leader answers.
        answers.withTimeout(LEADERS_TIMEOUT)
                .await(
                        admin.listOffsets(requests(partitions, OffsetSpec.latest()), options)
                                .all(),
                        "find the leaders of " + topicsOf(partitions));
    }

    /** The consumer group; empty if there is none. */
    public Optional<ConsumerGroupDescription> group(String group) {
        return answers.awaitUnless(
                Set.of(GroupIdNotFoundException.class),
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group),
                "describe group " + group);
    }

    /**
     * Removes members from a consumer group. Their partitions go to the other members at once.
     *
     * @param instances each a {@code group.instance.id}; those that are no members are ignored
     */
    public void removeMembers(String group, Collection<String> instances) {
        List<MemberToRemove> members =
                instances.stream().map(MemberToRemove::new).toList();
        answers.awaitUnless(
                Set.of(UnknownMemberIdException.class),
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(members))
                        .all(),
                "remove members from group " + group);
    }

    /** The transactional ids with an open transaction that begin with a prefix. */
    public List<String> openTransactions(String prefix) {
        // Without the pattern the brokers log a denial for each id of another program.
        ListTransactionsOptions options = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.ONGOING))
                .filterOnTransactionalIdPattern("^" + Pattern.quote(prefix) + ".*");
        return answers.await(admin.listTransactions(options).all(), "list the open transactions").stream()
                .map(TransactionListing::transactionalId)
                .toList();
    }

    /** Aborts the open transactions of these ids. Their producers can write no more. */
    public void fence(Collection<String> transactionalIds) {
        answers.await(admin.fenceProducers(transactionalIds).all(), "fence " + transactionalIds);
    }

    /** The committed offsets of a consumer group; empty if there is none. */
    public Map<TopicPartition, Long> committedOffsets(String group) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        answers.await(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        "read the offsets of group " + group)
                .forEach((partition, committed) -> {
                    // The brokers list a partition without an offset too.
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    /** Ends the connection. A call that another thread makes at this moment fails at once. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<TopicPartition, OffsetSpec> requests(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> requests = new LinkedHashMap<>();
        partitions.forEach(partition -> requests.put(partition, spec));
        return requests;
    }

    private static List<String> topicsOf(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().toList();
    }
}
