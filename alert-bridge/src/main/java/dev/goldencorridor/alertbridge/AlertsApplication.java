package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.health.Readiness;
import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alert bridge: forwards delay alerts from their topics to alerting services.
 *
 * <p>Alertmanager receives the latest state of every alert in the topics, after outages of any number and length. A
 * webhook receives every change that the topics still retain, at least once, and the changes of a key in order. It
 * also learns that an alert is over if no record of the alert is left.
 *
 * <p>Alerts that a target refuses and records that are not alerts are logged and skipped. A target that is down or slow
 * delays no other target. A failure that a retry cannot heal ends the bridge.
 */
public final class AlertsApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsApplication.class);
    /** One try: the feeds retry themselves, and continue meanwhile with the work that needs no registry. */
    private static final Duration REGISTRY_TIMEOUT = Duration.ZERO;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    /** The longest turn of a feed beside its request, as long as Kafka allows between two polls. */
    private static final Duration MAX_TURN = Duration.ofMinutes(5);

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int METADATA_MAX_AGE_MS = 5_000;

    private final Settings settings;
    private final List<Target> targets;
    private final ChosenTopics topics;
    private final PortCatalogue ports;
    private final Clock clock;
    private final Monitoring monitoring;
    private final Tracing tracing;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean isForwarding;

    private AlertsApplication(Settings settings, Clock clock, Monitoring monitoring) {
        this.settings = settings;
        this.targets = Target.parseAll(settings.string(AlertSettings.TO_CONFIG));
        this.topics = new ChosenTopics(settings.string(AlertSettings.TOPICS_CONFIG));
        this.ports = PortCatalogue.of(settings);
        this.clock = clock;
        this.monitoring = monitoring;
        this.tracing = Tracing.open("alerts", settings, monitoring.metrics());
        AlertSettings.backoff(settings);
        monitoring
                .health()
                .application("alerts", () -> Readiness.of(isForwarding, isForwarding ? "forwarding" : "starting"));
    }

    /** Creates a bridge without an endpoint for metrics and health; see {@link #create(Settings, Monitoring)}. */
    public static AlertsApplication create(Settings settings) {
        return create(settings, Monitoring.unserved());
    }

    /**
     * Creates a bridge from settings of {@link AlertSettings#definition()}. It does not connect yet.
     *
     * @param monitoring serves the metrics and the health of the bridge
     * @throws dev.goldencorridor.runtime.settings.SettingsException if the settings contradict each other
     */
    public static AlertsApplication create(Settings settings, Monitoring monitoring) {
        return new AlertsApplication(settings, Clock.systemUTC(), monitoring);
    }

    /** The metrics of the bridge, beside those of Kafka. */
    public static List<MetricDeclaration> metricDeclarations() {
        return List.of(TargetMonitor.REQUESTS, TargetMonitor.SECONDS);
    }

    /**
     * Checks that the chosen topics exist, and the topic for the state of webhooks if there are any.
     *
     * @throws dev.goldencorridor.schemas.topics.TopicsMissingException if topics are missing
     * @throws dev.goldencorridor.runtime.kafka.UnfitClusterException if the cluster cannot keep the guarantees
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer
     */
    public void check() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            Set<String> existing = admin.topicNames();
            topics.requireIn(existing);
            boolean hasWebhook = targets.stream().anyMatch(target -> target.kind() == Target.Kind.WEBHOOK);
            if (hasWebhook && !existing.contains(TopicCatalogue.WEBHOOK_ALERTS)) {
                throw new TopicsMissingException("topic " + TopicCatalogue.WEBHOOK_ALERTS
                        + " is missing; webhooks need it. Create topics with: corridor topics --apply");
            }
            // Only webhooks write to the cluster, in transactions.
            if (hasWebhook) {
                new ClusterCheck(admin, settings).require(Optional.empty());
            }
        }
    }

    /**
     * Blocks the calling thread until the bridge is closed; each target has a thread of its own. Call it once. It
     * retries through outages of brokers, registry and targets.
     *
     * @throws IllegalStateException if it was called before
     * @throws RuntimeException if a feed ended with a failure that a retry cannot heal; all other feeds have ended too
     */
    public void run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a bridge runs once; create another");
        }
        List<Consumer<byte[], byte[]>> consumers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CompletableFuture<Void> failure = new CompletableFuture<>();
        try (Registry registry = Registry.connect(settings, REGISTRY_TIMEOUT);
                KafkaAdmin admin = KafkaAdmin.connect(settings, Duration.ofMillis(REQUEST_TIMEOUT_MS))) {
            registry.countIn(monitoring.metrics(), "alerts");
            WebhookFeeds webhooks = new WebhookFeeds(settings, topics, admin, registry, clock, closing);
            for (Target target : targets) {
                Consumer<byte[], byte[]> consumer = consumer(target);
                consumers.add(consumer);
                TargetMonitor monitor = monitor(target, threads.size() + 1);
                monitor.kafka("consumer", consumer.metrics());
                Runnable feed = feed(target, consumer, registry, webhooks, monitor);
                threads.add(new Thread(() -> run(feed, failure), "alerts-" + threads.size()));
            }
            threads.forEach(Thread::start);
            isForwarding = true;
            LOG.info("Alerts of {} go to {}", topics, targets);
            try {
                CompletableFuture.anyOf(closing, failure).join();
            } catch (CompletionException e) {
                LOG.error("A feed failed; all of them end", e.getCause());
            }
            closing.complete(null);
            consumers.forEach(Consumer::wakeup);
            for (Thread thread : threads) {
                thread.join(CLOSE_TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            tracing.close();
            ended.complete(null);
        }
        if (failure.isCompletedExceptionally()) {
            Throwable cause = failure.handle((none, thrown) -> thrown).join();
            throw new IllegalStateException("a feed of alerts failed: " + cause, cause);
        }
    }

    /** Ends {@link #run} and waits for it, up to 15 s. Firing alerts are not resolved. Safe from any thread. */
    @Override
    public void close() {
        closing.complete(null);
        if (started.get()) {
            ended.copy()
                    .completeOnTimeout(null, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        tracing.close();
    }

    private static void run(Runnable feed, CompletableFuture<Void> failure) {
        try {
            feed.run();
        } catch (RuntimeException | Error e) {
            failure.completeExceptionally(e);
        }
    }

    /** The name has no address, since that could be long or confidential. */
    private TargetMonitor monitor(Target target, int number) {
        String name = target.kind().name().toLowerCase(Locale.ROOT) + "-" + number;
        return new TargetMonitor(
                monitoring, tracing, name, MAX_TURN.plus(settings.duration(AlertSettings.REQUEST_TIMEOUT_CONFIG)));
    }

    private Runnable feed(
            Target target,
            Consumer<byte[], byte[]> consumer,
            Registry registry,
            WebhookFeeds webhooks,
            TargetMonitor monitor) {
        return switch (target.kind()) {
            case WEBHOOK -> webhooks.feed(target, consumer, monitor);
            case ALERTMANAGER -> alertmanagerFeed(target, consumer, registry, monitor);
        };
    }

    private Runnable alertmanagerFeed(
            Target target, Consumer<byte[], byte[]> consumer, Registry registry, TargetMonitor monitor) {
        Duration timeout = settings.duration(AlertSettings.REQUEST_TIMEOUT_CONFIG);
        Duration resend = settings.duration(AlertSettings.RESEND_INTERVAL_CONFIG);
        Duration hold = AlertSettings.hold(settings);
        AlertStates states = new AlertStates(resend, hold, clock);
        AlertmanagerSender sender = new AlertmanagerSender(
                target,
                states,
                new AlertmanagerRequest(new AlertText(ports), hold),
                // A Retry-After longer than the hold time would resolve alerts that still fire.
                new HttpEndpoint(target, "application/json", timeout, resend, clock, monitor),
                AlertSettings.backoff(settings),
                resend,
                clock,
                System::nanoTime,
                closing);
        return new AlertmanagerFeed(
                target,
                consumer,
                new AlertReader(registry),
                states,
                new AlertPartitions(target, topics, consumer, states, resend, System::nanoTime),
                sender,
                System::nanoTime,
                monitor,
                closing);
    }

    private Consumer<byte[], byte[]> consumer(Target target) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // The client id names the target in the logs and metrics of Kafka's client.
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, target.group("corridor-alerts"));
        properties.putAll(settings.kafkaClient());
        Map<String, Object> alone = CommittedConsumer.withoutGroup(properties);
        if (target.kind() == Target.Kind.WEBHOOK) {
            alone.put(ConsumerConfig.GROUP_ID_CONFIG, target.group(settings.string(AlertSettings.GROUP_CONFIG)));
        }
        return CommittedConsumer.create(alone, "earliest");
    }
}
