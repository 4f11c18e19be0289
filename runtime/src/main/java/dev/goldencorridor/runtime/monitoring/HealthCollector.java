package dev.goldencorridor.runtime.monitoring;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The answers of the probes as metrics, so that alert rules can use them. */
final class HealthCollector implements MultiCollector {
    private static final double NANOS_IN_SECOND = 1e9;

    private final Health health;

    HealthCollector(Health health) {
        this.health = health;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Double> ready = new TreeMap<>();
        health.readiness().forEach((application, readiness) -> ready.put(application, readiness.isReady() ? 1.0 : 0.0));
        Map<String, Double> silences = new TreeMap<>();
        health.silences().forEach((thread, silence) -> silences.put(thread, seconds(silence)));
        return MetricSnapshots.of(gauge(Monitoring.READY, ready), gauge(Monitoring.SILENCE, silences));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_IN_SECOND;
    }

    private static GaugeSnapshot gauge(MetricDeclaration declaration, Map<String, Double> values) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(declaration.name()).help(declaration.help());
        values.forEach((label, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(declaration.labels().get(0), label))
                .value(value)
                .build()));
        return gauge.build();
    }
}
