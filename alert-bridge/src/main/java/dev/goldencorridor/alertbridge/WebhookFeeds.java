package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the feeds of webhooks. Each has its own lanes, saved state and producer. */
final class WebhookFeeds {
    @Limit(
            scope = Scope.PROCESS,
            of = "the `Retry-After` of a webhook",
            beyond = "a longer one is shortened",
            reason = "It could otherwise delay a change for days.")
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int DELIVERY_TIMEOUT_MS = 8_000;
    /** Closing a reader waits for its fetch in flight, and a lane opens after one or two readers have closed. */
    private static final int READER_FETCH_WAIT_MS = 20;
    /** The open transaction of a killed instance delays its successor for this long. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

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
        CommittedReader partitions =
                new CommittedReader(() -> new KafkaConsumer<>(readerProperties()), this::logEnds, closing::isDone);
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
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        // The brokers refuse a transaction while they complete the previous one; the first retry follows after this.
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + UUID.randomUUID());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        monitor.kafka("producer", producer.metrics());
        return producer;
    }

    private Map<String, Object> readerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_FETCH_WAIT_MS);
        properties.putAll(settings.kafkaClient());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
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
