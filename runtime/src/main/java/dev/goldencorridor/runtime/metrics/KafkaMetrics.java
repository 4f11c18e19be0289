package dev.goldencorridor.runtime.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Reads the metrics of Kafka's clients and of Kafka Streams at each scrape. Thread-safe.
 *
 * <p>Micrometer's binders for Kafka keep a meter for each metric, with the ids of processes and threads as tags. After
 * each rebalance and each restart these are new series. This class keeps nothing, and its labels are bounded.
 */
final class KafkaMetrics implements MultiCollector {
    private final Map<List<String>, Source> sources = new ConcurrentHashMap<>();

    private record Source(String application, String client, Supplier<Map<MetricName, ? extends Metric>> metrics) {}

    void add(String application, String client, Supplier<Map<MetricName, ? extends Metric>> metrics) {
        sources.put(Arrays.asList(application, client), new Source(application, client, metrics));
    }

    @Override
    public MetricSnapshots collect() {
        Map<KafkaMetricTable.Entry, Map<Labels, Double>> values = new TreeMap<>();
        for (Source source : sources.values()) {
            Map<MetricName, ? extends Metric> metrics = source.metrics.get();
            Set<String> formerNames = formerNamesOfTopics(metrics.keySet());
            metrics.forEach((name, metric) -> KafkaMetricTable.entry(name)
                    .filter(entry -> !formerNames.contains(name.tags().get(KafkaMetricTable.TOPIC)))
                    .ifPresent(entry -> add(values, entry, source, name, metric.metricValue())));
        }
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        values.forEach((entry, points) -> {
            if (entry.declaration().kind() == MetricDeclaration.Kind.COUNTER) {
                snapshots.metricSnapshot(counter(entry.declaration(), points));
            } else {
                snapshots.metricSnapshot(gauge(entry.declaration(), points));
            }
        });
        return snapshots.build();
    }

    /** Kafka's consumers have each metric of a topic twice: the former one has '_' for each '.' of the name. */
    private static Set<String> formerNamesOfTopics(Set<MetricName> metrics) {
        Set<String> former = new HashSet<>();
        for (MetricName name : metrics) {
            String topic = name.tags().get(KafkaMetricTable.TOPIC);
            if (topic != null && topic.indexOf('.') >= 0) {
                former.add(topic.replace('.', '_'));
            }
        }
        return former;
    }

    private static void add(
            Map<KafkaMetricTable.Entry, Map<Labels, Double>> values,
            KafkaMetricTable.Entry entry,
            Source source,
            MetricName name,
            Object value) {
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return;
        }
        // Clients that share a name, such as two readers, become one series.
        values.computeIfAbsent(entry, first -> new TreeMap<>())
                .merge(labels(entry, source, name), number.doubleValue() * entry.scale(), entry::merge);
    }

    private static Labels labels(KafkaMetricTable.Entry entry, Source source, MetricName name) {
        List<String> values = new ArrayList<>();
        for (String label : entry.declaration().labels()) {
            values.add(
                    switch (label) {
                        case KafkaMetricTable.APPLICATION -> source.application;
                        case KafkaMetricTable.CLIENT ->
                            source.client == null
                                    ? ClientName.withoutProcessId(name.tags().getOrDefault("client-id", ""))
                                    : source.client;
                        case KafkaMetricTable.THREAD ->
                            ClientName.withoutProcessId(name.tags().getOrDefault("thread-id", ""));
                        case KafkaMetricTable.STORE -> KafkaMetricTable.store(name);
                        default -> name.tags().getOrDefault(KafkaMetricTable.tag(label), "");
                    });
        }
        return Labels.of(entry.declaration().labels(), values);
    }

    private static CounterSnapshot counter(MetricDeclaration declaration, Map<Labels, Double> points) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name(declaration.name().substring(0, declaration.name().length() - "_total".length()))
                .help(declaration.help());
        points.forEach((labels, value) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(Math.max(0, value))
                .build()));
        return counter.build();
    }

    private static GaugeSnapshot gauge(MetricDeclaration declaration, Map<Labels, Double> points) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(declaration.name()).help(declaration.help());
        points.forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return gauge.build();
    }
}
