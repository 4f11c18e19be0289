package dev.goldencorridor.runtime.monitoring;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics and health of a process, and the endpoint that serves them. One object serves all applications of a process.
 * Thread-safe.
 *
 * <p>A command starts it before its application and closes it after. The application receives it and registers itself:
 *
 * <pre>{@code
 * monitoring.health().application("board", () -> Readiness.of(isFollowing, state)); // ready?
 * Heartbeat reading = monitoring.health().heartbeat("board/reader", Duration.ofMinutes(5)); // live?
 * monitoring.metrics().kafka("board", "consumer", consumer::metrics); // Kafka's own metrics
 * Counter views = monitoring.metrics().counter(BoardMetrics.VIEWS); // own metrics, from declarations
 *
 * reading.beat(); // in each turn of the reader's loop
 * }</pre>
 *
 * <p>The settings of the application include {@link MonitoringSettings#defineIn}. Its declarations go into the list of
 * {@code MetricsPageTest}, which writes docs/metrics.md.
 */
public final class Monitoring implements AutoCloseable {
    /** Whether an application is ready. */
    static final MetricDeclaration READY = MetricDeclaration.gauge(
            "corridor_ready", "1 if the application does its work, else 0, as /health/ready says", "application");

    /** The age of a thread's last progress. */
    static final MetricDeclaration SILENCE = MetricDeclaration.gauge(
            "corridor_thread_silence_seconds",
            "Time since the thread last made progress; beyond its limit the process is not live",
            "thread");

    /** The release. */
    static final MetricDeclaration BUILD = MetricDeclaration.gauge(
            "corridor_build", "Always 1; the labels name the release and the Java version", "version", "java");

    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);

    private final Health health = new Health(System::nanoTime);
    private final Metrics metrics = new Metrics();
    private MonitoringEndpoint endpoint;

    private Monitoring() {}

    /** The metrics that this package declares. */
    public static List<MetricDeclaration> declarations() {
        return List.of(READY, SILENCE, BUILD);
    }

    /** Metrics and health that no endpoint serves: for tests, and for programs that embed an application. */
    public static Monitoring unserved() {
        return new Monitoring();
    }

    /**
     * Starts the endpoint, unless {@link MonitoringSettings#PORT_CONFIG} is 0.
     *
     * @throws dev.goldencorridor.runtime.settings.SettingsException if the port is in use or the address is not one
     *     of this machine
     */
    public static Monitoring start(MonitoredProcess process, Settings settings) {
        Monitoring monitoring = new Monitoring();
        if (!settings.string(MonitoringSettings.PORT_CONFIG).equals("0")) {
            ProcessInfo info = ProcessInfo.of(process);
            monitoring.metrics.addProcess();
            monitoring.metrics.gauge(BUILD, () -> 1, info.version(), info.java());
            monitoring.metrics.collector(new HealthCollector(monitoring.health));
            monitoring.endpoint = MonitoringEndpoint.start(process, settings, monitoring, info);
            LOG.info("Metrics and health: {}", monitoring.endpoint.address());
        }
        return monitoring;
    }

    public Metrics metrics() {
        return metrics;
    }

    public Health health() {
        return health;
    }

    /** The address of the endpoint; empty if it is off. */
    public Optional<URI> address() {
        return Optional.ofNullable(endpoint).map(MonitoringEndpoint::address);
    }

    /** Stops the endpoint. */
    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        metrics.close();
    }
}
