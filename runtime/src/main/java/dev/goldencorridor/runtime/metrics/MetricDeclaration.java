package dev.goldencorridor.runtime.metrics;

import java.util.List;

/**
 * Declares a metric. A meter is only created from a declaration, so docs/metrics.md, which a test writes from the
 * declarations, is complete.
 *
 * @param name after the conventions of Prometheus: the unit is the suffix, and {@code _total} follows for a counter
 * @param help one sentence, without a full stop
 * @param labels the names of the labels; each must have a bounded set of values
 * @param buckets the upper bounds of a histogram's buckets, ascending, in the unit of the metric; empty for other kinds
 */
public record MetricDeclaration(String name, Kind kind, String help, List<String> labels, List<Double> buckets) {
    private static final String TOTAL = "_total";

    /** The kind of a metric, as Prometheus names it. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    public MetricDeclaration {
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
        if ((kind == Kind.COUNTER) != name.endsWith(TOTAL)) {
            throw new IllegalArgumentException(name + ": counters, and no other metrics, end with " + TOTAL);
        }
        if ((kind == Kind.HISTOGRAM) == buckets.isEmpty()) {
            throw new IllegalArgumentException(name + ": histograms, and no other metrics, have buckets");
        }
    }

    public static MetricDeclaration counter(String name, String help, String... labels) {
        return new MetricDeclaration(name, Kind.COUNTER, help, List.of(labels), List.of());
    }

    public static MetricDeclaration gauge(String name, String help, String... labels) {
        return new MetricDeclaration(name, Kind.GAUGE, help, List.of(labels), List.of());
    }

    public static MetricDeclaration histogram(String name, String help, List<Double> buckets, String... labels) {
        return new MetricDeclaration(name, Kind.HISTOGRAM, help, List.of(labels), buckets);
    }
}
