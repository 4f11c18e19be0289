package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.PeriodNumbers;
import dev.goldencorridor.processor.windows.RollingDimension;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The hours of a task's dimensions that must be emitted or deleted. An hour must be emitted if a minute of it has
 * changed, or if the clock has reached a minute of it that has a pane already. It must be deleted when it is no longer
 * kept. Minutes count from 1970-01-01T00:00Z. For a task's thread.
 */
final class ChangedHours {
    private final long keptHours;
    private final Consumer<String> touched;
    private final Map<String, PeriodNumbers> byDimension = new HashMap<>();
    private final RoundQueue queue = new RoundQueue();
    /** Until this minute, all changes were emitted or stored as unemitted by an earlier run. */
    private long restoredUpTo = RollingDimension.BEGINNING;

    /**
     * No changed hours.
     *
     * @param keptHours the number of hours that are kept, with the running one
     * @param touched receives each dimension whose hours have changed
     */
    ChangedHours(long keptHours, Consumer<String> touched) {
        this.keptHours = keptHours;
        this.touched = touched;
    }

    /** Sets the minute up to which an earlier run has seen to all dimensions. */
    void restoredUpTo(long minute) {
        restoredUpTo = minute;
    }

    /** Whether an hour is kept while the clock is in a minute. A later hour counts as kept. */
    boolean isKept(Hour hour, long clockMinute) {
        return hour.number() >= firstKept(clockMinute).number();
    }

    private Hour firstKept(long clockMinute) {
        return Hour.ofMinute(clockMinute).plus(1 - keptHours);
    }

    /**
     * Marks the hour of a changed minute. A minute ahead of the clock of its dimension is left to {@link #advanced}. The
     * clock is unknown after a start. Then each hour is marked, since {@link #advanced} finds no earlier minute.
     */
    void changed(String key, RollingDimension dimension, long minute) {
        Hour hour = Hour.ofMinute(minute);
        long now = dimension.now();
        if (now == RollingDimension.BEGINNING || (minute <= now && isKept(hour, now))) {
            mark(key, hour);
        }
    }

    /**
     * Marks the hours whose minutes a dimension's clock has reached, and those that are no longer kept. To be called
     * before the panes of the latter are evicted.
     *
     * @param before the minute of the dimension's clock before the advance
     */
    void advanced(String key, RollingDimension dimension, long before) {
        long now = dimension.now();
        long from = Math.max(before, restoredUpTo);
        if (now <= from) {
            return;
        }
        dimension.forEachMinute(
                Math.max(from + 1, firstKept(now).firstMinute()), now + 1, minute -> mark(key, Hour.ofMinute(minute)));
        dimension.forEachMinute(
                from == RollingDimension.BEGINNING ? from : firstKept(from).firstMinute(),
                firstKept(now).firstMinute(),
                minute -> mark(key, Hour.ofMinute(minute)));
    }

    /** Marks all hours of a dimension that are kept. */
    void markAll(String key, RollingDimension dimension) {
        long now = dimension.now();
        dimension.forEachMinute(firstKept(now).firstMinute(), now + 1, minute -> mark(key, Hour.ofMinute(minute)));
    }

    void mark(String key, Hour hour) {
        byDimension.computeIfAbsent(key, dimension -> new PeriodNumbers()).add(hour.number());
        queue.add(key);
        touched.accept(key);
    }

    /** Marks the hours that an earlier run left. */
    void restore(String key, PeriodNumbers hours) {
        hours.forEach(hour -> mark(key, new Hour(hour)));
    }

    /** The marked hours of a dimension. */
    PeriodNumbers of(String key) {
        return byDimension.getOrDefault(key, new PeriodNumbers());
    }

    /** The number of dimensions with marked hours. */
    int dimensions() {
        return byDimension.size();
    }

    /** Begins a round: the hours of the dimensions that are marked now become due. */
    void startRound() {
        queue.startRound();
    }

    /** Removes the next due dimension from the queue; null if there is none. */
    String pollDue() {
        return queue.hasDue() ? queue.poll() : null;
    }

    /** Removes a marked hour of a dimension; null if there is none. */
    Hour poll(String key) {
        PeriodNumbers hours = byDimension.get(key);
        if (hours == null) {
            return null;
        }
        Hour hour = new Hour(hours.pollFirst());
        if (hours.isEmpty()) {
            byDimension.remove(key);
        }
        touched.accept(key);
        return hour;
    }

    /** Puts a dimension with marked hours back into the queue. */
    void requeue(String key) {
        if (byDimension.containsKey(key)) {
            queue.add(key);
        }
    }
}
