package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.kafka.TransactionalProducer;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** Creates the feeds of webhooks. Each has its own lanes, saved state and producer. */
final class WebhookFeeds {
    @Limit(
            scope = Scope.PROCESS,
            of = "the `Retry-After` of a webhook",
            beyond = "a longer one is shortened",
            reason = "It could otherwise delay a change for days.")
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    /** Closing a reader waits for its fetch in flight, and a lane opens after one or two readers have closed. */
    private static final int READER_FETCH_WAIT_MS = 20;

    private final Settings settings;
    private final ChosenTopics topics;
    private final KafkaAdmin admin;
    private final Registry registry;
    private final Clock clock;
    private final CompletableFuture<Void> closing;

    /** @param closing completed when the feeds end */
    WebhookFeeds(
            Settings settings,
            ChosenTopics topics,
            KafkaAdmin admin,
            Registry registry,
            Clock clock,
            CompletableFuture<Void> closing) {
        this.settings = settings;
        this.topics = topics;
        this.admin = admin;
        this.registry = registry;
        this.clock = clock;
        this.closing = closing;
    }

    /** @param consumer reads committed records in the target's group */
    Runnable feed(Target target, Consumer<byte[], byte[]> consumer, TargetMonitor monitor) {
        Duration timeout = settings.duration(AlertSettings.REQUEST_TIMEOUT_CONFIG);
        HttpEndpoint endpoint =
                new HttpEndpoint(target, CloudEvent.CONTENT_TYPE, timeout, MAX_RETRY_AFTER, clock, monitor);
        AlertReader reader = new AlertReader(registry);
        Semaphore results = new Semaphore(0);
        CommittedReader partitions = new CommittedReader(this::reader, this::logEnds, closing::isDone);
        String group = target.group(settings.string(AlertSettings.GROUP_CONFIG));
        WebhookLanes.Opener opener = new WebhookLaneOpener(
                target,
                admin::topicIds,
                new WebhookState(group, this::statePartitions, partitions),
                partitions,
                start -> new WebhookLane(
                        target, start, reader, endpoint, AlertSettings.backoff(settings), clock, results::release));
        return new WebhookFeed(
                target,
                topics,
                consumer,
                new WebhookLanes(target, consumer, opener),
                new Delivery(() -> producer(group, monitor)),
                results,
                monitor,
                closing);
    }

    private Producer<byte[], byte[]> producer(String group, TargetMonitor monitor) {
        Producer<byte[], byte[]> producer = TransactionalProducer.create(
                settings,
                group + "-" + UUID.randomUUID(),
                Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT_MS));
        monitor.kafka("producer", producer.metrics());
        return producer;
    }

    private Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_FETCH_WAIT_MS);
        properties.putAll(settings.kafkaClient());
        return CommittedConsumer.create(CommittedConsumer.withoutGroup(properties), "earliest");
    }

    private Map<TopicPartition, Long> logEnds(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.offsets(partitions, OffsetSpec.latest()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private int statePartitions() {
        return admin.partitionCount(TopicCatalogue.WEBHOOK_ALERTS);
    }
}
