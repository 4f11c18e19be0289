package dev.goldencorridor.processor.rolling;

import java.util.TreeMap;

/**
 * The durations of one measure over all panes of a window. Quantiles are within 1 %, everything else is exact. A count
 * can fall below zero where a catalogue or the windows were changed without a reset, and what is taken away was never
 * added; that must not stop the pipeline.
 */
public final class DurationSum {
    private final LatencyHistogram histogram = new LatencyHistogram();
    /** The longest of each pane, and how many panes have it: the last key is the window's longest. */
    private final TreeMap<Long, Integer> longest = new TreeMap<>();

    private long sumMillis;
    private long sameDay;

    void add(DurationCounts counts, int sign) {
        counts.forEach((millis, count) -> {
            histogram.add(millis, sign * count);
            sumMillis += sign * count * millis;
        });
        sameDay += sign * counts.sameDay();
    }

    /** Adds or takes away a pane's longest; a pane without durations has -1. */
    void addLongest(long value, int sign) {
        if (value >= 0) {
            longest.merge(value, sign, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    public long count() {
        return histogram.total();
    }

    public long sameDay() {
        return sameDay;
    }

    public long within24h() {
        return histogram.within24h();
    }

    /** In seconds, or null if there are no durations. */
    public Double mean() {
        return count() <= 0 ? null : sumMillis / 1000.0 / count();
    }

    /** In seconds, or null if there are no durations. */
    public Double longestSeconds() {
        return longest.isEmpty() ? null : longest.lastKey() / 1000.0;
    }

    /** In seconds, within 1 % and never above the longest; null if there are no durations. */
    public Double quantile(double share) {
        return count() <= 0 || longest.isEmpty()
                ? null
                : Math.min(histogram.quantile(share), longest.lastKey()) / 1000.0;
    }
}
