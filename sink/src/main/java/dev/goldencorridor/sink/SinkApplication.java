package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.kafka.TransactionalProducer;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.ClusterCheck;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

    private final Settings settings;
    private final Clock clock;
    private final SinkMetrics sinkMetrics;
    private final Tracing tracing;
    private final SinkProgress progress;
    private final String transactionalId;
    private final SinkClients clients;
    private final Registry registry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Consumer<byte[], byte[]> consumer;

    private SinkApplication(Settings settings, Clock clock, Monitoring monitoring) {
        this.settings = settings;
        this.clock = clock;
        this.sinkMetrics = new SinkMetrics(monitoring.metrics());
        this.tracing = Tracing.open(SinkProgress.APPLICATION, settings, monitoring.metrics());
        this.progress = new SinkProgress(
                monitoring.health(), sinkMetrics, new DeliverySpans(tracing), SinkClients.maxPollInterval(settings));
        this.registry = Registry.connect(settings, REGISTRY_TIMEOUT);
        registry.countIn(monitoring.metrics(), SinkProgress.APPLICATION);
        String instance = settings.string(SinkSettings.INSTANCE_CONFIG);
        this.transactionalId = settings.string(SinkSettings.GROUP_CONFIG) + "-"
                + (instance.isEmpty() ? UUID.randomUUID().toString() : instance);
        this.clients = new SinkClients(settings, transactionalId, monitoring.metrics());
    }

    /** Creates a sink without an endpoint for metrics and health; see {@link #create(Settings, Monitoring)}. */
    public static SinkApplication create(Settings settings) {
        return create(settings, Monitoring.unserved());
    }

    /**
     * Creates a sink. It does not connect before {@link #run}.
     *
     * @param settings of {@link SinkSettings#definition()}
     * @param monitoring serves the metrics and the health of the sink
     */
    public static SinkApplication create(Settings settings, Monitoring monitoring) {
        return new SinkApplication(settings, Clock.systemUTC(), monitoring);
    }

    /** The metrics of the sink, beside those of Kafka. */
    public static List<MetricDeclaration> metricDeclarations() {
        return SinkMetrics.declarations();
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
            tracing.close();
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
                        TransactionalProducer.TRANSACTION_TIMEOUT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tracing.close();
    }

    private void deliver() {
        List<Subject> subjects = new ArrayList<>(AggregateRoute.all().stream()
                .map(route -> ContractSubjects.of(route.schema()))
                .toList());
        subjects.add(ContractSubjects.DELAY_ALERT);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings);
                PublisherCatalogue publishers = PublisherCatalogue.of(settings)) {
            TopicCheck.requirePresent(admin, neededTopics());
            TopicCheck.requireFitDelays(admin, settings, publishers);
            new ClusterCheck(admin, settings).require(Optional.empty());
            verifySchemas(subjects);
            DeliveredContent delivered = new DeliveredContent(new CommittedReader(
                    clients::reader, partitions -> logEnds(admin, partitions), () -> closing.getCount() == 0));
            Map<String, DeliveryRoute> routes =
                    routes(new AlertRouting(publishers, new DelayTopics(names -> partitionCounts(admin, names))));
            Consumer<byte[], byte[]> aggregates = clients.consumer();
            consumer = aggregates;
            LOG.info("The sink delivers as {}", transactionalId);
            new SinkLoop(
                            routes.keySet(),
                            aggregates,
                            new Delivery(clients::producer),
                            new Lanes(routes, delivered, admin::topicIds),
                            new StaleKeys(routes, clients::reader),
                            clock,
                            progress,
                            closing)
                    .run();
        }
    }

    /** A restart would not make the registry available, so the start waits for it. */
    private void verifySchemas(List<Subject> subjects) {
        progress.starting("waiting for the schema registry");
        boolean isVerified = false;
        while (!isVerified && closing.getCount() > 0) {
            try {
                registry.verify(subjects, settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
                isVerified = true;
            } catch (RegistryUnavailableException e) {
                LOG.warn("The start waits for the schema registry: {}", e.getMessage());
            }
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
            routes.put(
                    route.aggregate(),
                    new AggregateDeliveryRoute(
                            route, deserializer, format, interval, sinkMetrics.notDelivered(route.downstream())));
        }
        WireDeserializer<DelayAlert> alerts = new WireDeserializer<>(schemas, DelayAlert.getClassSchema());
        routes.put(
                TopicCatalogue.DELAYS,
                new AlertDeliveryRoute(
                        alerts, json ? new JsonFormat() : new AvroFormat(TopicCatalogue.DELAYS, alerts), routing));
        return routes;
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
