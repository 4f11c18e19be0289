package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_THREAD_DEATHS;

import dev.goldencorridor.processor.inputs.InputClients;
import dev.goldencorridor.processor.inputs.InputMonitor;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private static final Duration THREAD_DEATH_PERIOD = Duration.ofMinutes(2);

    private final Settings settings;
    private final Registry registry;
    private final InputMonitor inputs;
    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final Deque<Long> deaths = new ArrayDeque<>();
    private volatile Throwable failure;
    private volatile boolean closing;

    private ProcessorApplication(Settings settings, Registry registry, InputMonitor inputs, KafkaStreams streams) {
        this.settings = settings;
        this.registry = registry;
        this.inputs = inputs;
        this.streams = streams;
    }

    /**
     * Builds the application; nothing runs yet.
     *
     * @throws dev.goldencorridor.runtime.settings.SettingsException if the settings contradict each other
     */
    public static ProcessorApplication create(Settings settings) {
        Registry registry = Registry.connect(settings, settings.duration(ProcessorSettings.REGISTRY_PATIENCE_CONFIG));
        CorridorTopology topology =
                new CorridorTopology(settings, registry, PublisherCatalogue.of(settings), PortCatalogue.of(settings));
        InputMonitor inputs = new InputMonitor(settings);
        return new ProcessorApplication(
                settings,
                registry,
                inputs,
                new KafkaStreams(topology.build(), StreamsConfiguration.of(settings), new InputClients(inputs)));
    }

    /**
     * Checks topics and registry, starts, and blocks until closed. An unfit input topic is not read until it is
     * repaired.
     *
     * @throws dev.goldencorridor.schemas.topics.TopicsMissingException if an output topic or the control topic is
     *     missing or unfit; nothing has run
     * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry holds other schemas;
     *     nothing has run
     * @throws IllegalStateException if a failure has stopped the stream-processor
     */
    public void run() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            List<TopicDeclaration> needed = new ArrayList<>(TopicCatalogue.writtenByProcessor(settings));
            needed.add(TopicCatalogue.control(settings));
            TopicCheck.requirePresent(admin, needed);
        }
        inputs.start();
        List<Subject> subjects = new ArrayList<>(ContractSubjects.aggregates());
        subjects.addAll(ContractSubjects.inputs());
        registry.verify(subjects, settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));

        streams.setStateListener(this::onStateChange);
        streams.setUncaughtExceptionHandler(this::onThreadDeath);
        if (!closing) {
            streams.start();
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
        boolean inTime = streams.close(CloseOptions.timeout(settings.duration(ProcessorSettings.CLOSE_TIMEOUT_CONFIG))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!inTime) {
            LOG.warn(
                    "The stream-processor did not stop within {}; what it had not committed is done again at the next start",
                    settings.string(ProcessorSettings.CLOSE_TIMEOUT_CONFIG));
        }
    }

    private void onStateChange(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("Stream-processor: {} after {}", now, before);
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
        LOG.warn("A stream thread died and is replaced; what it had not committed is done again", cause);
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
