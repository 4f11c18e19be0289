package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_THREAD_DEATHS;

import dev.goldencorridor.processor.inputs.InputClients;
import dev.goldencorridor.processor.inputs.InputMonitor;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.repair.OpenRejectMonitor;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running stream-processor. {@link #run()} blocks until {@link #close()}. It throws after a failure that new
 * stream threads do not repair, so that the exit code is right. A stream thread that dies is replaced. The new thread
 * repeats the uncommitted work, which then counts once.
 */
public final class ProcessorApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorApplication.class);
    private static final String NAME = "process";
    private static final MetricDeclaration RESTORE_REMAINING = MetricDeclaration.gauge(
            "corridor_restore_remaining_records", "Records that active tasks must restore before they are ready");
    private static final MetricDeclaration INPUTS_WITHHELD = MetricDeclaration.gauge(
            "corridor_input_topics_withheld",
            "Input topics that are not read, since their configuration or a record batch is unfit");

    private static final Duration THREAD_DEATH_PERIOD = Duration.ofMinutes(2);

    private final Settings settings;
    private final Registry registry;
    private final PublisherCatalogue publishers;
    private final InputMonitor inputs;
    private final OpenRejectMonitor openRejects;
    private final KafkaStreams streams;
    private final Tracing tracing;
    private final KilledInstances killed;
    private final RestoreProgress restore = new RestoreProgress();
    private final ProcessorReadiness readiness;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final Deque<Long> deaths = new ArrayDeque<>();
    private volatile Throwable failure;
    private volatile boolean closing;

    private ProcessorApplication(
            Settings settings,
            Registry registry,
            PublisherCatalogue publishers,
            InputMonitor inputs,
            OpenRejectMonitor openRejects,
            KafkaStreams streams,
            Tracing tracing) {
        this.settings = settings;
        this.registry = registry;
        this.publishers = publishers;
        this.inputs = inputs;
        this.openRejects = openRejects;
        this.streams = streams;
        this.tracing = tracing;
        this.killed = new KilledInstances(settings);
        this.readiness = new ProcessorReadiness(streams::state, restore);
    }

    /** Builds the application without an endpoint for metrics and health; see {@link #create(Settings, Monitoring)}. */
    public static ProcessorApplication create(Settings settings) {
        return create(settings, Monitoring.unserved());
    }

    /**
     * Builds the application; nothing runs yet.
     *
     * @param monitoring serves the metrics and the health of the application
     * @throws dev.goldencorridor.runtime.settings.SettingsException if the settings contradict each other
     */
    public static ProcessorApplication create(Settings settings, Monitoring monitoring) {
        Registry registry = Registry.connect(settings, settings.duration(ProcessorSettings.REGISTRY_PATIENCE_CONFIG));
        PublisherCatalogue publishers = PublisherCatalogue.of(settings);
        Tracing tracing = Tracing.open(NAME, settings, monitoring.metrics());
        CorridorTopology topology = new CorridorTopology(
                settings,
                registry,
                publishers,
                PortCatalogue.of(settings),
                new ProcessorMetrics(monitoring.metrics(), publishers::contains),
                tracing);
        InputMonitor inputs = new InputMonitor(settings);
        ProcessorApplication application = new ProcessorApplication(
                settings,
                registry,
                publishers,
                inputs,
                new OpenRejectMonitor(settings, registry, publishers, monitoring.metrics(), InstantSource.system()),
                new KafkaStreams(
                        topology.build(),
                        StreamsConfiguration.of(settings),
                        new InputClients(inputs, monitoring.health())),
                tracing);
        application.register(monitoring);
        return application;
    }

    /** The metrics of the stream-processor, beside those of Kafka. */
    public static List<MetricDeclaration> metricDeclarations() {
        List<MetricDeclaration> declarations = new ArrayList<>(ProcessorMetrics.declarations());
        declarations.addAll(List.of(RESTORE_REMAINING, INPUTS_WITHHELD, OpenRejectMonitor.declaration()));
        return declarations;
    }

    private void register(Monitoring monitoring) {
        monitoring.health().application(NAME, readiness::readiness);
        Metrics metrics = monitoring.metrics();
        metrics.kafka(NAME, null, streams::metrics);
        registry.countIn(metrics, NAME);
        metrics.gauge(RESTORE_REMAINING, restore::remainingRecords);
        metrics.gauge(INPUTS_WITHHELD, inputs::withheldTopics);
    }

    /**
     * Checks topics and registry, starts, and blocks until closed. It waits for a registry that is unavailable. An
     * unfit input topic is not read until it is repaired.
     *
     * @throws dev.goldencorridor.schemas.topics.TopicsMissingException if an output topic or the control topic is
     *     missing or unfit; nothing has run
     * @throws dev.goldencorridor.runtime.kafka.UnfitClusterException if the cluster cannot keep the guarantees; nothing
     *     has run
     * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry holds other schemas;
     *     nothing has run
     * @throws IllegalStateException if a failure has stopped the stream-processor
     */
    public void run() {
        readiness.starting("checking topics");
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            List<TopicDeclaration> needed = new ArrayList<>(TopicCatalogue.writtenByProcessor(settings));
            needed.add(TopicCatalogue.control(settings));
            TopicCheck.requirePresent(admin, needed);
            new ClusterCheck(admin, settings)
                    .require(Optional.of(settings.string(ProcessorSettings.APPLICATION_ID_CONFIG) + "-"));
            killed.freePredecessor(admin);
        }
        inputs.start();
        verifySchemas();

        streams.setStateListener(this::onStateChange);
        streams.setGlobalStateRestoreListener(restore);
        streams.setUncaughtExceptionHandler(this::onThreadDeath);
        if (!closing) {
            readiness.started();
            streams.start();
            openRejects.start();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
        if (failure != null) {
            throw new IllegalStateException("the stream-processor failed: " + failure, failure);
        }
    }

    /** A restart would not make the registry available, so the start waits for it. */
    private void verifySchemas() {
        readiness.starting("waiting for the schema registry");
        List<Subject> subjects = new ArrayList<>(ContractSubjects.aggregates());
        subjects.addAll(ContractSubjects.inputs());
        boolean isVerified = false;
        while (!isVerified && !closing) {
            try {
                registry.verify(subjects, settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
                isVerified = true;
            } catch (RegistryUnavailableException e) {
                LOG.warn("The start waits for the schema registry: {}", e.getMessage());
            }
        }
    }

    /** Waits until the stream-processor runs; false if it fails or takes longer. */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && failure == null;
    }

    /** Stops in order, within {@code processor.close.timeout}. {@link #run()} then returns. */
    @Override
    public void close() {
        closing = true;
        ended.countDown();
        stop();
    }

    private synchronized void stop() {
        closing = true;
        // First the registry, since a thread may be waiting for it.
        registry.close();
        inputs.close();
        openRejects.close();
        publishers.close();
        killed.close();
        boolean inTime = streams.close(CloseOptions.timeout(settings.duration(ProcessorSettings.CLOSE_TIMEOUT_CONFIG))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!inTime) {
            LOG.warn(
                    "The stream-processor did not stop within {}; its uncommitted work is done again at the next start",
                    settings.string(ProcessorSettings.CLOSE_TIMEOUT_CONFIG));
        }
        tracing.close();
    }

    private void onStateChange(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("Stream-processor: {} after {}", now, before);
        if (now == KafkaStreams.State.REBALANCING) {
            killed.freeDuringRebalance(streams);
        }
        if (now == KafkaStreams.State.RUNNING) {
            LOG.info(
                    "The stream-processor runs; it reads every fit topic that begins with {}",
                    TopicCatalogue.MOVEMENTS_PREFIX);
            running.countDown();
        }
        if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            running.countDown();
            ended.countDown();
        }
    }

    private boolean threadsDieTooOften() {
        // A lock of its own: stop() holds the other one while stream threads die.
        synchronized (deaths) {
            long now = System.nanoTime();
            deaths.addLast(now);
            deaths.removeIf(death -> now - death > THREAD_DEATH_PERIOD.toNanos());
            // When an input topic is deleted, every stream thread dies once.
            return deaths.size() > MAX_THREAD_DEATHS + settings.integer(ProcessorSettings.THREADS_CONFIG);
        }
    }

    private StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
        if (closing) {
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (isCausedBy(cause, RegistryUnavailableException.class)) {
            LOG.warn("A stream thread starts afresh and waits for the schema registry: {}", cause.toString());
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (isCausedBy(cause, AuthorizationException.class)
                || isCausedBy(cause, VirtualMachineError.class)
                || threadsDieTooOften()) {
            LOG.error("The stream-processor gives up", cause);
            failure = cause;
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        // A topic may have changed. The new thread must not fail for the same reason.
        inputs.examineNow();
        LOG.warn("A stream thread died and is replaced; its uncommitted work is done again", cause);
        return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
