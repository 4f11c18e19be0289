package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink: reads aggregates and delay alerts, and delivers them to the downstream topics.
 *
 * <p>Guarantees to downstream readers (read_committed): a key keeps the partition number of the internal topic. Its
 * values arrive in order and without duplicates, and the last one always arrives.
 *
 * <p>Two values of an aggregate are at least {@link SinkSettings#MIN_INTERVAL_CONFIG} apart while one instance delivers
 * them. Values with unchanged content are skipped. Every value of an alert is delivered, to all its topics in one
 * transaction. Several instances with the same {@link SinkSettings#GROUP_CONFIG} share the partitions.
 */
public final class SinkApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkApplication.class);
    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** The open transaction of a killed instance blocks downstream readers for this long. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int DELIVERY_TIMEOUT_MS = 8_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    /** Readers know the ends of their partitions, and closing one waits for its fetch in flight. */
    private static final int READER_FETCH_WAIT_MS = 20;

    private final Settings settings;
    private final Clock clock;
    private final String transactionalId;
    private final Registry registry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Consumer<byte[], byte[]> consumer;

    private SinkApplication(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.registry = Registry.connect(settings, REGISTRY_TIMEOUT);
        String instance = settings.string(SinkSettings.INSTANCE_CONFIG);
        this.transactionalId = settings.string(SinkSettings.GROUP_CONFIG) + "-"
                + (instance.isEmpty() ? UUID.randomUUID().toString() : instance);
    }

    /** Creates a sink from settings of {@link SinkSettings#definition()}. It does not connect before {@link #run}. */
    public static SinkApplication create(Settings settings) {
        return new SinkApplication(settings, Clock.systemUTC());
    }

    /**
     * Works on the calling thread until the sink is closed. Call it once. After the start it retries through outages of
     * brokers and registry, rebalances and fencing.
     *
     * @throws dev.goldencorridor.schemas.topics.TopicsMissingException if topics are missing or unfit; the message
     *     gives the remedy
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer at the start
     * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry holds incompatible
     *     schemas
     * @throws KafkaException if the brokers refuse a request, e.g. because a permission is missing
     */
    public void run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a sink runs once; create another");
        }
        try {
            if (closing.getCount() > 0) {
                deliver();
            }
        } finally {
            registry.close();
            ended.countDown();
        }
    }

    /**
     * Ends {@link #run}, which first delivers held values and commits offsets. Waits up to 10 s. Safe from any thread.
     */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        registry.close();
        try {
            if (started.get() && !ended.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The sink has not ended within {}; the brokers end its transaction after {} ms",
                        CLOSE_TIMEOUT,
                        TRANSACTION_TIMEOUT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        List<Subject> subjects = new ArrayList<>(AggregateRoute.all().stream()
                .map(route -> ContractSubjects.of(route.schema()))
                .toList());
        subjects.add(ContractSubjects.DELAY_ALERT);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            TopicCheck.requirePresent(admin, neededTopics());
            PublisherCatalogue publishers = PublisherCatalogue.of(settings);
            TopicCheck.requireFitDelays(admin, settings, publishers);
            registry.verify(subjects, settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
            DeliveredContent delivered = new DeliveredContent(new CommittedReader(
                    () -> new KafkaConsumer<>(readerProperties()),
                    partitions -> logEnds(admin, partitions),
                    () -> closing.getCount() == 0));
            Map<String, DeliveryRoute> routes =
                    routes(new AlertRouting(publishers, new DelayTopics(names -> partitionCounts(admin, names))));
            Consumer<byte[], byte[]> aggregates = new KafkaConsumer<>(consumerProperties());
            consumer = aggregates;
            LOG.info("The sink delivers as {}", transactionalId);
            new SinkLoop(
                            routes.keySet(),
                            aggregates,
                            new Delivery(this::producer),
                            new Lanes(routes, delivered, admin::topicIds),
                            new StaleKeys(routes, () -> new KafkaConsumer<>(readerProperties())),
                            clock,
                            closing)
                    .run();
        }
    }

    /** All these topics need the same number of partitions: keys and rejects keep their partition number. */
    private List<TopicDeclaration> neededTopics() {
        List<TopicDeclaration> topics = new ArrayList<>(TopicCatalogue.writtenByProcessor(settings));
        topics.addAll(TopicCatalogue.writtenBySink(settings));
        return topics;
    }

    private Map<String, DeliveryRoute> routes(AlertRouting routing) {
        boolean json = settings.string(SinkSettings.FORMAT_CONFIG).equals("json");
        WriterSchemas schemas = new OwnTopicSchemas(registry, OwnTopicSchemas.GRACE);
        Duration interval = settings.duration(SinkSettings.MIN_INTERVAL_CONFIG);
        Map<String, DeliveryRoute> routes = new LinkedHashMap<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            WireDeserializer<SpecificRecord> deserializer = new WireDeserializer<>(schemas, route.schema());
            DownstreamFormat format = json ? new JsonFormat() : new AvroFormat(route.downstream(), deserializer);
            routes.put(route.aggregate(), new AggregateDeliveryRoute(route, deserializer, format, interval));
        }
        WireDeserializer<DelayAlert> alerts = new WireDeserializer<>(schemas, DelayAlert.getClassSchema());
        routes.put(
                TopicCatalogue.DELAYS,
                new AlertDeliveryRoute(
                        alerts, json ? new JsonFormat() : new AvroFormat(TopicCatalogue.DELAYS, alerts), routing));
        return routes;
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.string(SinkSettings.COMPRESSION_CONFIG));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        // The brokers refuse a transaction while they complete the previous one; the first retry follows after this.
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.putAll(settings.kafkaClient());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.string(SinkSettings.GROUP_CONFIG));
        return readCommitted(properties);
    }

    private Map<String, Object> readerProperties() {
        Map<String, Object> properties = new HashMap<>(settings.kafkaClient());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_FETCH_WAIT_MS);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return readCommitted(properties);
    }

    private static Map<String, Object> readCommitted(Map<String, Object> properties) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private static Map<TopicPartition, Long> logEnds(KafkaAdmin admin, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.offsets(partitions, OffsetSpec.latest()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The number of partitions of each topic that exists. */
    private static Map<String, Integer> partitionCounts(KafkaAdmin admin, Collection<String> topics) {
        Map<String, Integer> counts = new HashMap<>();
        admin.describe(topics)
                .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }
}
