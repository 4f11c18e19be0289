package dev.goldencorridor.processor.windows;

/** The durations of one measure of any number of panes, added up. Mutable; not safe for use by several threads. */
final class DurationSum {
    private final DurationTotal total = new DurationTotal();
    /** Null where it is never asked for. */
    private final LatencyHistogram histogram;

    private long sameDay;

    private DurationSum(LatencyHistogram histogram) {
        this.histogram = histogram;
    }

    /** One of which all can be asked. */
    static DurationSum whole() {
        return new DurationSum(new LatencyHistogram());
    }

    /** One of which the total alone is asked. */
    static DurationSum ofTotals() {
        return new DurationSum(null);
    }

    /** Adds one of a pane's durations, as often as it occurs there. */
    void add(Pane pane, int number) {
        int times = pane.times(number);
        total.add(pane.millis(number), times);
        if (histogram != null) {
            histogram.addToBucket(pane.bucket(number), times);
        }
        if (pane.endedOnSameDay(number)) {
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
