package dev.goldencorridor.processor.windows;

/** The sum of the durations of one kind over any number of panes. Mutable; not thread-safe. */
final class DurationSum {
    private final DurationTotal total = new DurationTotal();
    /** Null where no quantile is needed. */
    private final LatencyHistogram histogram;

    private long sameDay;

    private DurationSum(LatencyHistogram histogram) {
        this.histogram = histogram;
    }

    static DurationSum withHistogram() {
        return new DurationSum(new LatencyHistogram());
    }

    /** A sum whose total alone is read. */
    static DurationSum withoutHistogram() {
        return new DurationSum(null);
    }

    /** Adds one of a pane's durations, as often as it occurs there. */
    void add(Pane pane, int index) {
        int times = pane.times(index);
        total.add(pane.millis(index), times);
        if (histogram != null) {
            histogram.addToBucket(pane.bucket(index), times);
        }
        if (pane.endedOnSameDay(index)) {
            sameDay += times;
        }
    }

    DurationTotal total() {
        return total;
    }

    LatencyHistogram histogram() {
        return histogram;
    }

    long sameDay() {
        return sameDay;
    }
}
