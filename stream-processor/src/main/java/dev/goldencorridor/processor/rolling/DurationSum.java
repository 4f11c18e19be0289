package dev.goldencorridor.processor.rolling;

/**
 * The durations of one measure over all panes of a window or period. Quantiles are within 1 %, everything else is exact.
 * A count can fall below zero where a catalogue or the windows were changed without a reset, and what is taken away was
 * never added; that must not stop the pipeline.
 */
public final class DurationSum {
    private final LatencyHistogram histogram = new LatencyHistogram();
    private final DurationTotal total = new DurationTotal();
    private long sameDay;
    /** Told by whoever keeps the panes: the longest cannot be had from a sum when the longest one leaves it. */
    private long longest = -1;

    void add(DurationCounts counts, int sign) {
        for (int i = 0; i < counts.size(); i++) {
            int times = sign * counts.count(i);
            histogram.addToBucket(counts.bucket(i), times);
            total.add(counts.millis(i), times);
        }
        sameDay += sign * counts.sameDay();
    }

    /** The longest that the panes hold, in milliseconds; -1 if there is none. */
    DurationSum withLongest(long millis) {
        longest = millis;
        return this;
    }

    long longest() {
        return longest;
    }

    public long count() {
        return total.count();
    }

    public long sameDay() {
        return sameDay;
    }

    public long within24h() {
        return histogram.within24h();
    }

    /** In seconds, or null if there are no durations. */
    public Double mean() {
        return total.mean();
    }

    /** In seconds, or null if there are no durations. */
    public Double longestSeconds() {
        return longest < 0 ? null : longest / 1000.0;
    }

    /** In seconds, within 1 % and never above the longest; null if there are no durations. */
    public Double quantile(double share) {
        return count() <= 0 || longest < 0 ? null : Math.min(histogram.quantile(share), (double) longest) / 1000.0;
    }
}
