package dev.goldencorridor.processor.windows;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One dimension in all its windows: sparse minute panes, and the sums of the panes that have passed the ends of the
 * windows.
 *
 * <p>A change costs O(windows). So does, amortised, the passing of time: each pane passes each end of a window once,
 * however long the window is and however many minutes are empty.
 *
 * <p>Changes may come in any order, for any minute. A minute ahead of the clock counts when the clock reaches it. A
 * minute whose panes are no longer kept counts nowhere. The window sums depend only on the sum of all changes and
 * the clock. Minutes count from 1970-01-01T00:00Z. Not thread-safe.
 */
public final class RollingDimension {
    /** Before any minute that can occur, and far enough from the end of the range to subtract lengths from. */
    public static final long BEGINNING = Long.MIN_VALUE / 4;

    private final List<WindowSum> sums;
    /** The clock, the start of each window and the start of the window before it; the nearest to the clock first. */
    private final List<MinutePanes.Boundary> boundaries;

    private final MinutePanes panes;
    private final ExtremesInMinutes extremes;
    private final long horizon;
    private long now = BEGINNING;

    /** An empty dimension with these windows, whose panes are kept for twice the longest one. */
    public RollingDimension(List<Window> windows) {
        this(windows, 0);
    }

    /**
     * An empty dimension.
     *
     * @param minRetention panes are kept for at least so many minutes
     */
    public RollingDimension(List<Window> windows, long minRetention) {
        long longestWindow = windows.stream().mapToLong(Window::minutes).max().orElseThrow();
        this.extremes = new ExtremesInMinutes(longestWindow, now);
        Set<Long> ends =
                windows.stream().map(Window::minutes).collect(Collectors.toCollection(() -> new HashSet<>(Set.of(0L))));
        this.horizon = Math.max(2 * longestWindow, minRetention);
        this.boundaries = Stream.of(
                        ends.stream(), windows.stream().map(window -> 2 * window.minutes()), Stream.of(horizon))
                .flatMap(lags -> lags)
                .distinct()
                .sorted()
                .map(lag -> new MinutePanes.Boundary(lag, new CumulativeSum(ends.contains(lag))))
                .toList();
        this.sums = windows.stream().map(this::sumOf).toList();
        this.panes = new MinutePanes(boundaries);
    }

    private WindowSum sumOf(Window window) {
        return new WindowSum(
                window, passedSum(0), passedSum(window.minutes()), passedSum(2 * window.minutes()), extremes);
    }

    private CumulativeSum passedSum(long lag) {
        return boundaries.stream()
                .filter(boundary -> boundary.lag() == lag)
                .findFirst()
                .orElseThrow()
                .passedSum();
    }

    /**
     * Adds a change to a minute's pane.
     *
     * @param delta its cargo is ignored
     * @return the pane after the change, to be read before the next change; zero if it has become empty; null if the
     *     panes of the minute are no longer kept
     */
    public Pane change(long minute, Pane delta) {
        if (isBeyondHorizon(minute)) {
            return null;
        }
        Pane pane = panes.add(minute, delta, now);
        if (minute <= now) {
            addToPassedSums(minute, panes.lastAdded());
            extremes.change(minute, panes.lastAdded(), panes, pane);
        }
        return pane;
    }

    private void addToPassedSums(long minute, Pane added) {
        for (MinutePanes.Boundary boundary : boundaries) {
            if (minute > now - boundary.lag()) {
                break;
            }
            boundary.passedSum().add(added);
        }
    }

    /**
     * Moves the clock on to a minute. An earlier minute has no effect.
     *
     * @return whether any window changed
     */
    public boolean advanceTo(long minute) {
        if (minute <= now) {
            return false;
        }
        now = minute;
        extremes.advanceTo(minute);
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
        boundary.passedSum().add(pane);
        boolean isReachedByClock = boundary.lag() == 0;
        if (isReachedByClock) {
            extremes.change(panes.lastPassed(boundary), pane, panes, pane);
        }
    }

    /**
     * Evicts the panes that are no longer kept, since no window can cover them any more.
     *
     * @return their minutes
     */
    public List<Long> evictExpired() {
        return panes.evictPassed(boundaries.get(boundaries.size() - 1));
    }

    /** Copies of the panes from one minute to before another. */
    public NavigableMap<Long, Pane> between(long from, long before) {
        return panes.between(from, before);
    }

    /** The sum of an hour, up to the clock. */
    public HourSum sum(Hour hour) {
        HourSum sum = new HourSum(hour);
        long before = Math.min(hour.plus(1).firstMinute(), now + 1);
        panes.forEach(hour.firstMinute(), before, (minute, pane) -> sum.add(pane));
        return sum;
    }

    /** Visits the minutes that have a pane, from one minute to before another. */
    public void forEachMinute(long from, long before, LongConsumer consumer) {
        panes.forEach(from, before, (minute, pane) -> consumer.accept(minute));
    }

    /** The minute of the clock; {@link #BEGINNING} until {@link #advanceTo} is called. */
    public long now() {
        return now;
    }

    public List<WindowSum> sums() {
        return sums;
    }

    public boolean isEmpty() {
        return panes.isEmpty();
    }

    /** Whether the panes of a minute are no longer kept. */
    private boolean isBeyondHorizon(long minute) {
        return now != BEGINNING && minute <= now - horizon;
    }
}
