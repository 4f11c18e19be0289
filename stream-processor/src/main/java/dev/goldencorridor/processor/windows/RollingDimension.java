package dev.goldencorridor.processor.windows;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One dimension in all its windows at once: sparse minute panes, and sums of what has passed the ends of the windows.
 *
 * <p>A change costs O(windows), and so does, amortised, the passing of time: each pane passes each end of
 * a window once, however long the window is and however many minutes are empty. Changes may come in any order, for any minute;
 * those ahead of the clock wait for it, those that no window can cover any more change nothing. The sums depend on the
 * sum of all changes and the clock alone. Minutes count from 1970-01-01T00:00Z. Not safe for use by several threads.
 */
public final class RollingDimension {
    /** Before any minute that can occur, and far enough from the end of the range to subtract lengths from. */
    private static final long BEGINNING = Long.MIN_VALUE / 4;

    private final List<WindowSum> sums;
    /** The clock, and where each window and the one before it begins; the nearest first. */
    private final List<MinutePanes.Boundary> boundaries;

    private final MinutePanes panes;
    private final LongestInMinutes longest;
    private final long horizon;
    private long now = BEGINNING;

    /**
     * An empty dimension.
     *
     * @param windows the windows to keep
     */
    public RollingDimension(List<Window> windows) {
        long longestWindow = windows.stream().mapToLong(Window::minutes).max().orElseThrow();
        this.longest = new LongestInMinutes(longestWindow, now);
        Set<Long> ends =
                windows.stream().map(Window::minutes).collect(Collectors.toCollection(() -> new HashSet<>(Set.of(0L))));
        this.boundaries = Stream.concat(ends.stream(), windows.stream().map(window -> 2 * window.minutes()))
                .distinct()
                .sorted()
                .map(lag -> new MinutePanes.Boundary(lag, new CumulativeSum(ends.contains(lag))))
                .toList();
        this.sums = windows.stream().map(this::sumOf).toList();
        this.panes = new MinutePanes(boundaries);
        this.horizon = 2 * longestWindow;
    }

    private WindowSum sumOf(Window window) {
        return new WindowSum(window, passed(0), passed(window.minutes()), passed(2 * window.minutes()), longest);
    }

    private CumulativeSum passed(long lag) {
        return boundaries.stream()
                .filter(boundary -> boundary.lag() == lag)
                .findFirst()
                .orElseThrow()
                .passed();
    }

    /**
     * Adds a change to a minute's pane.
     *
     * @param delta what trips carried does not count here
     * @return the pane as it is now, zero if nothing is left in it, to be read before the next change; null if no window
     *     can cover the minute any more
     */
    public Pane change(long minute, Pane delta) {
        if (isPast(minute)) {
            return null;
        }
        Pane pane = panes.add(minute, delta, now);
        Pane taken = panes.taken();
        if (minute <= now) {
            for (MinutePanes.Boundary boundary : boundaries) {
                if (minute > now - boundary.lag()) {
                    break;
                }
                boundary.passed().add(taken);
            }
            longest.change(minute, taken, panes, pane);
        }
        return pane;
    }

    /**
     * Moves the clock on to a minute; going back is ignored.
     *
     * @return whether any window changed
     */
    public boolean advanceTo(long minute) {
        if (minute <= now) {
            return false;
        }
        now = minute;
        longest.advanceTo(minute);
        boolean changed = false;
        for (MinutePanes.Boundary boundary : boundaries) {
            for (Pane pane = panes.pass(boundary, now); pane != null; pane = panes.pass(boundary, now)) {
                pass(boundary, pane);
                changed = true;
            }
        }
        return changed;
    }

    private void pass(MinutePanes.Boundary boundary, Pane pane) {
        boundary.passed().add(pane);
        if (boundary.lag() == 0) {
            longest.change(panes.lastPassed(boundary), pane, panes, pane);
        }
    }

    /** Forgets the panes that no window can cover any more, and tells their minutes. */
    public List<Long> forget() {
        return panes.forget(boundaries.get(boundaries.size() - 1));
    }

    /** The panes from one minute to before another, as they are. */
    public NavigableMap<Long, Pane> between(long from, long before) {
        return panes.between(from, before);
    }

    public List<WindowSum> sums() {
        return sums;
    }

    public boolean isEmpty() {
        return panes.isEmpty();
    }

    private boolean isPast(long minute) {
        return now != BEGINNING && minute <= now - horizon;
    }
}
