package dev.goldencorridor.processor.rolling;

/** The running sum of one window of one dimension, and of the window before it. */
public final class WindowSum {
    /** Never added to. */
    private static final DurationSum NONE = new DurationSum();

    private static final DurationTotal NONE_BEFORE = new DurationTotal();

    private final Window window;
    private final LongestInMinutes longest;
    private final Tally current = new Tally();
    private final Tally previous = new Tally();
    /** By the measure's code, null where none have come yet. */
    private final DurationSum[] durations = new DurationSum[Measure.ALL.size()];

    private final DurationTotal[] previousDurations = new DurationTotal[Measure.ALL.size()];

    WindowSum(Window window, LongestInMinutes longest) {
        this.window = window;
        this.longest = longest;
    }

    public Window window() {
        return window;
    }

    public Tally current() {
        return current;
    }

    /** The tally of the window of the same length that ends where this one starts. */
    public Tally previous() {
        return previous;
    }

    /** The durations of a measure, to be read only, before the next change. */
    public DurationSum durations(Measure measure) {
        DurationSum sum = durations[measure.code()];
        return sum == null ? NONE : sum.withLongest(longest.ofLast(window.minutes(), measure));
    }

    /** The durations of the window before. */
    public DurationTotal previousDurations(Measure measure) {
        DurationTotal total = previousDurations[measure.code()];
        return total == null ? NONE_BEFORE : total;
    }

    /** Adds what is in the window itself, {@code sign} times (+1 or -1). */
    void addCurrent(Pane pane, int sign) {
        current.add(pane.tally(), sign);
        if (pane.hasDurations()) {
            for (Measure measure : Measure.ALL) {
                DurationCounts counts = pane.durations(measure);
                if (counts != null) {
                    sumOf(measure.code()).add(counts, sign);
                }
            }
        }
    }

    /** Adds what is in the window before, {@code sign} times (+1 or -1). */
    void addPrevious(Pane pane, int sign) {
        previous.add(pane.tally(), sign);
        if (pane.hasDurations()) {
            for (Measure measure : Measure.ALL) {
                DurationCounts counts = pane.durations(measure);
                if (counts != null) {
                    previousOf(measure.code()).add(counts, sign);
                }
            }
        }
    }

    private DurationSum sumOf(int code) {
        if (durations[code] == null) {
            durations[code] = new DurationSum();
        }
        return durations[code];
    }

    private DurationTotal previousOf(int code) {
        if (previousDurations[code] == null) {
            previousDurations[code] = new DurationTotal();
        }
        return previousDurations[code];
    }
}
