package dev.goldencorridor.runtime.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gauge whose values come and go with tasks. Several cells may have the same label values: the gauge is their sum, so
 * that tasks of one process can share a series. Thread-safe.
 */
public final class GaugeFamily {
    private final MetricDeclaration declaration;
    private final Set<Cell> cells = ConcurrentHashMap.newKeySet();

    GaugeFamily(MetricDeclaration declaration) {
        this.declaration = declaration;
    }

    /** Adds a cell, with the value 0 and these label values, in the order of the declared labels. */
    public Cell cell(String... labelValues) {
        Cell cell = new Cell(Labels.of(declaration.labels(), List.of(labelValues)));
        cells.add(cell);
        return cell;
    }

    /** One value. Setting it takes no lock and allocates nothing. */
    public final class Cell implements AutoCloseable {
        private final Labels labels;
        private volatile double value;

        private Cell(Labels labels) {
            this.labels = labels;
        }

        public void set(double newValue) {
            value = newValue;
        }

        /** Removes the cell, because its task has moved away. */
        @Override
        public void close() {
            cells.remove(this);
        }
    }

    /** Reads the cells of families at a scrape. */
    static final class Families implements MultiCollector {
        private final Map<MetricDeclaration, GaugeFamily> families = new ConcurrentHashMap<>();

        GaugeFamily family(MetricDeclaration declaration) {
            return families.computeIfAbsent(declaration, GaugeFamily::new);
        }

        @Override
        public MetricSnapshots collect() {
            MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
            families.values().forEach(family -> snapshots.metricSnapshot(family.snapshot()));
            return snapshots.build();
        }
    }

    private GaugeSnapshot snapshot() {
        Map<Labels, Double> sums = new TreeMap<>();
        cells.forEach(cell -> sums.merge(cell.labels, cell.value, Double::sum));
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(declaration.name()).help(declaration.help());
        sums.forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return gauge.build();
    }
}
