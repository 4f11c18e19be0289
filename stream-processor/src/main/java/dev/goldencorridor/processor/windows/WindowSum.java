package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The sum of one window of one dimension, and of the window before it. To be read before the next change. */
public final class WindowSum {
    private static final DurationTotal NONE_BEFORE = new DurationTotal();

    private final Window window;
    private final CumulativeSum now;
    private final CumulativeSum start;
    private final CumulativeSum startBefore;
    private final ExtremesInMinutes extremes;

    /**
     * The sum of a window.
     *
     * @param now the sum of the panes that the clock has passed
     * @param start the sum of the panes that the window's start has passed
     * @param startBefore the sum of the panes that the start of the window before has passed
     */
    WindowSum(
            Window window,
            CumulativeSum now,
            CumulativeSum start,
            CumulativeSum startBefore,
            ExtremesInMinutes extremes) {
        this.window = window;
        this.now = now;
        this.start = start;
        this.startBefore = startBefore;
        this.extremes = extremes;
    }

    public Window window() {
        return window;
    }

    public TripTotals current() {
        return now.tripTotals().minus(start.tripTotals());
    }

    /** The trip totals of the window of the same length that ends where this one starts. */
    public TripTotals previous() {
        return start.tripTotals().minus(startBefore.tripTotals());
    }

    public Durations durations(DurationKind kind) {
        DurationSum sum = now.durations(kind);
        return sum == null
                ? Durations.NONE
                : Durations.of(
                        sum,
                        start.durations(kind),
                        extremes.ofLast(window.minutes(), Extreme.SHORTEST, kind),
                        extremes.ofLast(window.minutes(), Extreme.LONGEST, kind));
    }

    /** The durations of the window of the same length that ends where this one starts. */
    public DurationTotal previousDurations(DurationKind kind) {
        DurationSum sum = start.durations(kind);
        if (sum == null) {
            return NONE_BEFORE;
        }
        DurationSum before = startBefore.durations(kind);
        return before == null ? sum.total() : sum.total().minus(before.total());
    }
}
