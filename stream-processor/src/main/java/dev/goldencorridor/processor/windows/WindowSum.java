package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The running sum of one window of one dimension, and of the window before it; to be read before the next change. */
public final class WindowSum {
    private static final DurationTotal NONE_BEFORE = new DurationTotal();

    private final Window window;
    private final CumulativeSum now;
    private final CumulativeSum start;
    private final CumulativeSum startBefore;
    private final LongestInMinutes longest;

    /**
     * The sum of a window.
     *
     * @param now what the clock has passed
     * @param start what the window's start has passed
     * @param startBefore the same of the window before it
     */
    WindowSum(Window window, CumulativeSum now, CumulativeSum start, CumulativeSum startBefore, LongestInMinutes longest) {
        this.window = window;
        this.now = now;
        this.start = start;
        this.startBefore = startBefore;
        this.longest = longest;
    }

    public Window window() {
        return window;
    }

    public TripTotals current() {
        return now.tally().less(start.tally());
    }

    /** The tally of the window of the same length that ends where this one starts. */
    public TripTotals previous() {
        return start.tally().less(startBefore.tally());
    }

    /** The durations of a measure. */
    public Durations durations(DurationKind measure) {
        DurationSum sum = now.durations(measure);
        return sum == null
                ? Durations.NONE
                : Durations.of(sum, start.durations(measure), longest.ofLast(window.minutes(), measure));
    }

    /** The durations of the window before. */
    public DurationTotal previousDurations(DurationKind measure) {
        DurationSum sum = start.durations(measure);
        if (sum == null) {
            return NONE_BEFORE;
        }
        DurationSum before = startBefore.durations(measure);
        return before == null ? sum.total() : sum.total().less(before.total());
    }
}
