package dev.goldencorridor.processor.rolling;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One dimension in all its windows at once: sparse minute panes and a running sum per window.
 *
 * <p>A change costs O(windows), and so does, amortised, the passing of time: each pane enters and leaves each window
 * once, however long the window is and however many minutes are empty. Changes may come in any order, for any minute;
 * those ahead of the clock wait for it, those that no window can cover any more change nothing. The sums depend on the
 * sum of all changes and the clock alone. Minutes count from 1970-01-01T00:00Z. Not safe for use by several threads.
 */
public final class RollingDimension {
    /** Before any minute that can occur, and far enough from the end of the range to subtract lengths from. */
    private static final long BEGINNING = Long.MIN_VALUE / 4;

    private final NavigableMap<Long, Pane> panes = new TreeMap<>();
    private final List<WindowSum> sums;
    private final long horizon;
    private long now = BEGINNING;

    /**
     * An empty dimension.
     *
     * @param windows the windows to keep
     */
    public RollingDimension(List<Window> windows) {
        this.sums = windows.stream().map(WindowSum::new).toList();
        this.horizon = 2 * windows.stream().mapToLong(Window::minutes).max().orElseThrow();
    }

    /**
     * Adds a change to a minute's pane.
     *
     * @return the pane as it is now, zero if nothing is left in it; null if no window can cover the minute any more
     */
    public Pane change(long minute, Pane delta) {
        if (isPast(minute)) {
            return null;
        }
        Pane pane = panes.getOrDefault(minute, new Pane());
        long[] longestBefore = new long[Measure.values().length];
        for (Measure measure : Measure.values()) {
            longestBefore[measure.code()] = pane.longest(measure);
        }
        pane.add(delta, 1);
        for (WindowSum sum : sums) {
            sum.change(now, minute, longestBefore, delta, pane);
        }
        if (pane.isZero()) {
            panes.remove(minute);
        } else {
            panes.put(minute, pane);
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
        boolean changed = false;
        for (WindowSum sum : sums) {
            changed |= sum.advance(panes, now, minute);
        }
        now = minute;
        return changed;
    }

    /** Forgets the panes that no window can cover any more, and tells their minutes. */
    public List<Long> forget() {
        NavigableMap<Long, Pane> past = panes.headMap(now - horizon, true);
        List<Long> minutes = List.copyOf(past.keySet());
        past.clear();
        return minutes;
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
