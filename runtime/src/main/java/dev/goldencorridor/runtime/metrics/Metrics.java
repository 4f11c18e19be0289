package dev.goldencorridor.runtime.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The metrics of a process. Meters are created from a {@link MetricDeclaration}; creating one again returns the
 * same meter. Thread-safe.
 *
 * <p>Creating a meter takes a lock and allocates. Keep counters and histograms in fields: counting then does neither.
 */
public final class Metrics implements AutoCloseable {
    /** Micrometer has it in nanoseconds. Prometheus measures times in seconds. */
    static final MetricDeclaration CPU_SECONDS =
            MetricDeclaration.counter("process_cpu_seconds_total", "Processor time of the process");

    private static final double NANOS_IN_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KafkaMetrics kafka = new KafkaMetrics();
    private final GaugeFamily.Families families = new GaugeFamily.Families();
    private JvmGcMetrics garbageCollection;

    public Metrics() {
        registry.throwExceptionOnRegistrationFailure();
        // Both break the conventions of Prometheus: see CPU_SECONDS, and a gauge must not end with _count.
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        registry.getPrometheusRegistry().register(kafka);
        registry.getPrometheusRegistry().register(families);
    }

    /** The metrics that this package declares: those of Kafka, and of the process. */
    public static List<MetricDeclaration> declarations() {
        List<MetricDeclaration> declarations = new ArrayList<>(List.of(CPU_SECONDS));
        KafkaMetricTable.entries().forEach(entry -> declarations.add(entry.declaration()));
        return declarations;
    }

    /**
     * Adds the metrics of the JVM and of the operating system's process, under Micrometer's names: {@code jvm_*},
     * {@code process_*}, {@code system_*}. To be called once.
     */
    public void addProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection = new JvmGcMetrics();
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            counter(CPU_SECONDS, () -> system.getProcessCpuTime() / NANOS_IN_SECOND);
        }
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Returns the counter with these label values, in the order of the declared labels. */
    public Counter counter(MetricDeclaration declaration, String... labelValues) {
        require(declaration, MetricDeclaration.Kind.COUNTER);
        return Counter.builder(declaration.name())
                .description(declaration.help())
                .tags(tags(declaration, labelValues))
                .register(registry);
    }

    /** Adds a counter whose value another object counts; the value must never fall. */
    public void counter(MetricDeclaration declaration, DoubleSupplier value, String... labelValues) {
        require(declaration, MetricDeclaration.Kind.COUNTER);
        FunctionCounter.builder(declaration.name(), value, DoubleSupplier::getAsDouble)
                .description(declaration.help())
                .tags(tags(declaration, labelValues))
                .register(registry);
    }

    /**
     * Adds a gauge. A scrape reads the value on its own thread, so the supplier must be thread-safe and must not
     * block. A gauge without a value supplies NaN.
     *
     * @return closing it removes the gauge
     */
    public Registered gauge(MetricDeclaration declaration, DoubleSupplier value, String... labelValues) {
        require(declaration, MetricDeclaration.Kind.GAUGE);
        Gauge gauge = Gauge.builder(declaration.name(), value, DoubleSupplier::getAsDouble)
                .description(declaration.help())
                .tags(tags(declaration, labelValues))
                .strongReference(true)
                .register(registry);
        return () -> registry.remove(gauge);
    }

    /** Returns the gauge with this declaration, to which tasks add their values. */
    public GaugeFamily family(MetricDeclaration declaration) {
        require(declaration, MetricDeclaration.Kind.GAUGE);
        return families.family(declaration);
    }

    /** Returns the histogram with these label values, in the order of the declared labels. */
    public DistributionSummary histogram(MetricDeclaration declaration, String... labelValues) {
        require(declaration, MetricDeclaration.Kind.HISTOGRAM);
        return DistributionSummary.builder(declaration.name())
                .description(declaration.help())
                .tags(tags(declaration, labelValues))
                .serviceLevelObjectives(declaration.buckets().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .register(registry);
    }

    /**
     * Adds the metrics of Kafka's clients or of Kafka Streams, as far as {@link KafkaMetricTable} declares them. They
     * are read at each scrape, so there is no series of a client, thread or task that has gone. A client replaces an
     * earlier one with the same names.
     *
     * @param application the value of the label {@code application}
     * @param client the value of the label {@code client}; null to take it from the client's id
     * @param source reads the current metrics; called by scrapes, on their threads
     */
    public void kafka(String application, String client, Supplier<Map<MetricName, ? extends Metric>> source) {
        kafka.add(application, client, source);
    }

    /** Adds a collector of metrics that are computed at each scrape. */
    public void collector(MultiCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    /**
     * Writes all metrics.
     *
     * @param contentType a content type of Prometheus, e.g. an accepted one of a request
     */
    public void write(OutputStream out, String contentType) throws IOException {
        registry.scrape(out, contentType);
    }

    /** Ends the listening for garbage collections. */
    @Override
    public void close() {
        if (garbageCollection != null) {
            garbageCollection.close();
        }
        registry.close();
    }

    /** A meter that can be removed. */
    @FunctionalInterface
    public interface Registered extends AutoCloseable {
        @Override
        void close();
    }

    private static void require(MetricDeclaration declaration, MetricDeclaration.Kind kind) {
        if (declaration.kind() != kind) {
            throw new IllegalArgumentException(declaration.name() + " is declared as a " + declaration.kind());
        }
    }

    private static List<Tag> tags(MetricDeclaration declaration, String... values) {
        if (values.length != declaration.labels().size()) {
            throw new IllegalArgumentException(declaration.name() + " has the labels " + declaration.labels());
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(declaration.labels().get(i), values[i]));
        }
        return tags;
    }
}
