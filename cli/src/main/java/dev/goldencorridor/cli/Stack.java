package dev.goldencorridor.cli;

import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.config.ConfigDef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, registry, processor and sink of one directory. They start together and stop in reverse order.
 *
 * <p>{@link #close()} may be called at any time, by any thread, more than once. It stops all started parts; no part
 * starts later.
 */
public final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final Duration RUNNING_LIMIT = Duration.ofSeconds(90);
    private static final Duration THREAD_LIMIT = Duration.ofSeconds(5);

    private final CorridorDirectory directory;
    private final SettingsSource source;
    private final Optional<Mechanism> secure;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ReentrantLock closing = new ReentrantLock();
    private volatile Map<String, String> addresses = Map.of();
    private volatile Monitoring monitoring = Monitoring.unserved();
    private boolean closed;

    /** Resolves the settings of an application, including the addresses of this stack. */
    public interface SettingsSource {
        Settings resolve(ConfigDef definition, Map<String, String> fromStack);
    }

    private record Part(String name, AutoCloseable closing) {}

    /**
     * Creates a stack that is not started.
     *
     * @param directory holds all data; closed with the stack
     * @param source the settings of the user
     */
    public Stack(CorridorDirectory directory, SettingsSource source) {
        this(directory, source, Optional.empty());
    }

    /**
     * Creates a stack that is not started.
     *
     * @param secure by which mechanism the programs authenticate; empty: connections are neither encrypted nor
     *     authenticated, unless the directory has a secure stack
     */
    public Stack(CorridorDirectory directory, SettingsSource source, Optional<Mechanism> secure) {
        this.directory = directory;
        this.source = source;
        this.secure = secure.or(() -> directory.isSecure() ? Optional.of(Mechanism.TLS) : Optional.empty());
    }

    /**
     * Starts all parts. Writes the directory's {@code endpoints.properties} when all are ready.
     *
     * @return the settings common to all applications, with this stack's addresses
     */
    public Settings start() throws InterruptedException {
        Map<String, String> fromStack = new StackServers(directory, source, secure).start(this::add, this::failed);
        addresses = fromStack;
        Settings settings = source.resolve(DeclaredSettings.ofAllApplications(), fromStack);
        Settings administrator = settings.asInsteadOf(Principals.OPERATOR, Principals.ADMINISTRATOR);
        DeclaredTopics.apply(administrator);
        DeclaredSchemas.register(administrator);

        monitoring = Monitoring.start(MonitoredProcess.UP, settings);
        add("endpoint for metrics and health", monitoring);
        ProcessorApplication processor = ProcessorApplication.create(
                source.resolve(ProcessorSettings.definition(), SingleInstance.processor(fromStack, directory.state())),
                monitoring);
        run("processor", processor::run, processor);
        SinkApplication sink = SinkApplication.create(
                source.resolve(SinkSettings.definition(), SingleInstance.sink(fromStack)), monitoring);
        run("sink", sink::run, sink);
        boolean running = processor.awaitRunning(RUNNING_LIMIT);
        if (end.isCompletedExceptionally()) {
            awaitEnd();
        }
        if (!running) {
            throw new StackException("the processor has not started within " + RUNNING_LIMIT.toSeconds()
                    + " s; see the log in " + directory.logs());
        }
        announce(fromStack);
        return settings;
    }

    /** The address of metrics and health once the stack has started; empty if they are turned off. */
    public Optional<URI> monitoringAddress() {
        return monitoring.address();
    }

    /** The settings of an application that uses this stack, once it has started. */
    Settings settingsOf(ConfigDef definition) {
        return source.resolve(definition, addresses);
    }

    /**
     * Starts the board of the operations centre. It stops with the stack.
     *
     * @return its address. The port is a free one if the default port is in use
     */
    String serveBoard() {
        Settings settings = settingsOf(BoardSettings.definition());
        BoardApplication board;
        try {
            board = BoardApplication.start(settings, monitoring);
        } catch (SettingsException e) {
            if (settings.integer(BoardSettings.PORT_CONFIG) != BoardSettings.DEFAULT_PORT) {
                throw e;
            }
            Map<String, String> freePort = new LinkedHashMap<>(addresses);
            freePort.put(BoardSettings.PORT_CONFIG, "0");
            board = BoardApplication.start(source.resolve(BoardSettings.definition(), freePort), monitoring);
        }
        run("board", board::awaitEnd, board);
        return board.url();
    }

    /**
     * Runs a part of the stack in its own thread. The stack fails if the part throws, or returns before it is closed.
     *
     * @param closing makes {@code work} return
     */
    void run(String name, Runnable work, AutoCloseable closing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        ended(name, null);
                    } catch (RuntimeException | Error e) {
                        ended(name, e);
                    }
                },
                name);
        add(name, () -> {
            closing.close();
            thread.join(THREAD_LIMIT.toMillis());
        });
        thread.start();
    }

    /**
     * Waits until the stack is closed or a part of it fails.
     *
     * @throws StackException naming the part and why it failed
     */
    public void awaitEnd() throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw (StackException) e.getCause();
        }
    }

    /** Whether the stack has been closed or a part of it has failed. */
    public boolean hasEnded() {
        return end.isDone();
    }

    @Override
    public void close() {
        // The lock is held to the end. A second caller must not continue, and end the process, before the first has
        // stopped all parts.
        closing.lock();
        try {
            Deque<Part> toClose;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                directory.deleteEndpoints();
                toClose = new ArrayDeque<>(parts);
            }
            for (Part part : toClose) {
                close(part);
            }
            if (end.isCompletedExceptionally()) {
                directory.keep();
            }
            directory.close();
            end.complete(null);
        } finally {
            closing.unlock();
        }
    }

    private synchronized void announce(Map<String, String> endpoints) {
        if (closed) {
            throw new StackException("the stack was stopped while it was starting");
        }
        directory.writeEndpoints(endpoints);
    }

    private void add(String name, AutoCloseable closing) {
        Part part = new Part(name, closing);
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                parts.push(part);
            }
        }
        if (late) {
            close(part);
            throw new StackException("the stack was stopped while it was starting");
        }
    }

    private synchronized void ended(String name, Throwable failure) {
        if (closed) {
            return;
        }
        if (failure == null) {
            failed(new StackException("the " + name + " ended by itself; see the log in " + directory.logs()));
        } else {
            LOG.info("The {} failed", name, failure);
            failed(new StackException(
                    "the " + name + " failed: " + failure + "; see the log in " + directory.logs(), failure));
        }
    }

    /** Fails the stack, unless it is closing: then parts end as intended. */
    private synchronized void failed(StackException failure) {
        if (!closed) {
            end.completeExceptionally(failure);
        }
    }

    private static void close(Part part) {
        try {
            part.closing.close();
        } catch (Exception e) {
            // The remaining parts must be stopped too.
            LOG.error("Stopping the {} failed", part.name, e);
        }
    }
}
