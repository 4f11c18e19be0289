package dev.goldencorridor.processor.rolling;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;

/** The running sum of one window of one dimension, and of the window before it. */
public final class WindowSum {
    /** Never added to, since sums are made before the first duration comes in. */
    private static final DurationSum NONE = new DurationSum();

    private final Window window;
    private final Tally current = new Tally();
    private final Tally previous = new Tally();
    private final Map<Measure, DurationSum> durations = new EnumMap<>(Measure.class);
    private final Map<Measure, DurationSum> previousDurations = new EnumMap<>(Measure.class);

    WindowSum(Window window) {
        this.window = window;
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

    /** The durations of a measure, to be read only. */
    public DurationSum durations(Measure measure) {
        return durations.getOrDefault(measure, NONE);
    }

    /** The same of the window before; quantiles and the longest are not kept. */
    public DurationSum previousDurations(Measure measure) {
        return previousDurations.getOrDefault(measure, NONE);
    }

    private void addPrevious(Pane pane, int sign) {
        previous.add(pane.tally(), sign);
        for (Measure measure : Measure.ALL) {
            DurationCounts counts = pane.durations(measure);
            if (counts != null) {
                previousDurations
                        .computeIfAbsent(measure, m -> new DurationSum())
                        .add(counts, sign);
            }
        }
    }

    /**
     * Takes in a change of a pane while the clock is in minute {@code now}, if it lies in one of the two windows.
     *
     * @param longestBefore the pane's longest duration of each measure before the change, -1 where it had none
     */
    void change(long now, long minute, long[] longestBefore, Pane delta, Pane after) {
        if (covers(minute, now)) {
            current.add(delta.tally(), 1);
            for (Measure measure : Measure.values()) {
                DurationCounts counts = delta.durations(measure);
                if (counts != null) {
                    DurationSum sum = sumOf(measure);
                    sum.addLongest(longestBefore[measure.code()], -1);
                    sum.add(counts, 1);
                    sum.addLongest(after.longest(measure), 1);
                }
            }
        } else if (covers(minute, now - window.minutes())) {
            addPrevious(delta, 1);
        }
    }

    /** Moves from minute {@code from} on to minute {@code to}; true if a pane came in or fell out. */
    boolean advance(NavigableMap<Long, Pane> panes, long from, long to) {
        long length = window.minutes();
        boolean changed = false;
        for (Pane pane : entering(panes, from, to).values()) {
            addCurrent(pane, 1);
            changed = true;
        }
        for (Pane pane : leaving(panes, from, to).values()) {
            addCurrent(pane, -1);
            changed = true;
        }
        for (Pane pane : entering(panes, from - length, to - length).values()) {
            addPrevious(pane, 1);
            changed = true;
        }
        for (Pane pane : leaving(panes, from - length, to - length).values()) {
            addPrevious(pane, -1);
            changed = true;
        }
        return changed;
    }

    private void addCurrent(Pane pane, int sign) {
        current.add(pane.tally(), sign);
        for (Measure measure : Measure.values()) {
            DurationCounts counts = pane.durations(measure);
            if (counts != null) {
                DurationSum sum = sumOf(measure);
                sum.add(counts, sign);
                sum.addLongest(counts.longest(), sign);
            }
        }
    }

    private boolean covers(long minute, long end) {
        return minute <= end && minute > end - window.minutes();
    }

    private NavigableMap<Long, Pane> entering(NavigableMap<Long, Pane> panes, long fromEnd, long toEnd) {
        return panes.subMap(Math.max(fromEnd, toEnd - window.minutes()), false, toEnd, true);
    }

    private NavigableMap<Long, Pane> leaving(NavigableMap<Long, Pane> panes, long fromEnd, long toEnd) {
        return panes.subMap(fromEnd - window.minutes(), false, Math.min(fromEnd, toEnd - window.minutes()), true);
    }

    private DurationSum sumOf(Measure measure) {
        return durations.computeIfAbsent(measure, m -> new DurationSum());
    }
}
