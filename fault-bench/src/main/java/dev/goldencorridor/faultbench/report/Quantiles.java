package dev.goldencorridor.faultbench.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The median, the 99th percentile (nearest rank) and the maximum of some durations. */
record Quantiles(Duration p50, Duration p99, Duration max) {
    private static final double MILLIS_IN_SECOND = 1_000.0;

    static Quantiles of(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), sorted.get(sorted.size() - 1));
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / MILLIS_IN_SECOND);
    }

    static double toSeconds(Duration duration) {
        return duration.toMillis() / MILLIS_IN_SECOND;
    }
}
