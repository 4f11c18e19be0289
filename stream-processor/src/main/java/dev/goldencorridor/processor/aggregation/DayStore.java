package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.DayPanes;
import dev.goldencorridor.processor.windows.Pane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The day panes of all dimensions of a task, one value each, in a section of the store. Ten thousand dimensions with
 * years of days are millions of panes: they stay on disk. Panes that changed lately are objects on the heap, and are
 * written before a commit.
 *
 * <p>A key is {@code DIMENSION NUL DAY}. All days have five digits, so that keys ascend with the days. For a task's
 * thread.
 */
public final class DayStore {
    /** 1997-05-19, the first day with five digits. */
    public static final long FIRST_DAY = 10_000;

    /** 2243-10-16. */
    public static final long LAST_DAY = 99_999;

    private static final int KILOBYTE = 1_024;
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    private final StoreSection store;
    private final int maxKilobytes;
    private final CommitHook.Request beforeCommit;
    private final Map<String, Set<Long>> changed = new HashMap<>();
    /** Panes used since {@code earlier} was filled. An empty pane says that the store has none, or shall have none. */
    private Map<String, NavigableMap<Long, Pane>> recent = new HashMap<>();

    private Map<String, NavigableMap<Long, Pane>> earlier = new HashMap<>();
    private int recentKilobytes;

    /**
     * The panes of a section.
     *
     * @param maxKilobytes a bound for the panes on the heap, where a pane counts by its stored size and at least once
     * @param beforeCommit the request of the processor; whoever made it has {@link #write} called
     */
    public DayStore(StoreSection store, int maxKilobytes, CommitHook.Request beforeCommit) {
        this.store = store;
        this.maxKilobytes = maxKilobytes;
        this.beforeCommit = beforeCommit;
    }

    /** A day's pane, to be changed; empty if there is none. Call {@link #changed} after the change, before other calls. */
    public Pane pane(String dimension, long day) {
        NavigableMap<Long, Pane> days = recent.get(dimension);
        Pane pane = days == null ? null : days.get(day);
        if (pane != null) {
            return pane;
        }
        NavigableMap<Long, Pane> earlierDays = earlier.get(dimension);
        pane = earlierDays == null ? null : earlierDays.get(day);
        int bytes = 0;
        if (pane == null) {
            byte[] stored = store.get(key(dimension, day));
            pane = stored == null ? new Pane() : Pane.fromBytes(stored);
            bytes = stored == null ? 0 : stored.length;
        }
        hold(dimension, day, pane, bytes);
        return pane;
    }

    private void hold(String dimension, long day, Pane pane, int bytes) {
        if (recentKilobytes >= maxKilobytes / 2) {
            // A changed pane must be in the store before the heap forgets it.
            write();
            earlier = recent;
            recent = new HashMap<>();
            recentKilobytes = 0;
        }
        recent.computeIfAbsent(dimension, key -> new TreeMap<>()).put(day, pane);
        recentKilobytes += 1 + bytes / KILOBYTE;
    }

    /** A day's pane has changed; an empty one is removed from the store. */
    public void changed(String dimension, long day) {
        changed.computeIfAbsent(dimension, key -> new HashSet<>()).add(day);
        beforeCommit.make();
    }

    /** The panes of a dimension, with the changes that are not yet written. */
    public DayPanes of(String dimension) {
        return (from, before, visitor) -> forEach(dimension, from, before, visitor);
    }

    private void forEach(String dimension, long from, long before, DayPanes.Visitor visitor) {
        long first = Math.max(from, FIRST_DAY);
        long last = Math.min(before - 1, LAST_DAY);
        if (first > last) {
            return;
        }
        NavigableMap<Long, Pane> held = held(dimension, first, last);
        if (held.size() == last - first + 1) {
            held.forEach((day, pane) -> visit(day, pane, visitor));
            return;
        }
        if (first == last) {
            byte[] stored = store.get(key(dimension, first));
            if (stored != null) {
                visitor.visit(first, Pane.fromBytes(stored));
            }
            return;
        }
        store.forEach(key(dimension, first), key(dimension, last), (key, stored) -> {
            long day = day(key);
            while (!held.isEmpty() && held.firstKey() < day) {
                visitHeld(held, visitor);
            }
            if (!held.isEmpty() && held.firstKey() == day) {
                visitHeld(held, visitor);
            } else {
                visitor.visit(day, Pane.fromBytes(stored));
            }
        });
        while (!held.isEmpty()) {
            visitHeld(held, visitor);
        }
    }

    private static void visitHeld(NavigableMap<Long, Pane> held, DayPanes.Visitor visitor) {
        Map.Entry<Long, Pane> next = held.pollFirstEntry();
        visit(next.getKey(), next.getValue(), visitor);
    }

    private static void visit(long day, Pane pane, DayPanes.Visitor visitor) {
        if (!pane.isZero()) {
            visitor.visit(day, pane);
        }
    }

    private NavigableMap<Long, Pane> held(String dimension, long first, long last) {
        NavigableMap<Long, Pane> held = new TreeMap<>();
        for (Map<String, NavigableMap<Long, Pane>> generation : List.of(earlier, recent)) {
            NavigableMap<Long, Pane> days = generation.get(dimension);
            if (days != null) {
                held.putAll(days.subMap(first, true, last, true));
            }
        }
        return held;
    }

    /** Visits the days of a dimension that have panes, without reading these. */
    public void forEachDay(String dimension, LongConsumer consumer) {
        write();
        store.forEach(key(dimension, FIRST_DAY), key(dimension, LAST_DAY), (key, stored) -> consumer.accept(day(key)));
    }

    /** Whether a dimension has panes from one day to before another. */
    public boolean isAny(String dimension, long from, long before) {
        long first = Math.max(from, FIRST_DAY);
        long last = Math.min(before - 1, LAST_DAY);
        if (first > last) {
            return false;
        }
        NavigableMap<Long, Pane> held = held(dimension, first, last);
        if (held.values().stream().anyMatch(pane -> !pane.isZero())) {
            return true;
        }
        if (first == last) {
            return held.isEmpty() && store.get(key(dimension, first)) != null;
        }
        boolean[] found = {false};
        String prefix = dimension + SEPARATOR;
        store.forEachFrom(key(dimension, first), (key, stored) -> {
            boolean isWithin = key.startsWith(prefix) && day(key) <= last;
            found[0] = isWithin && !held.containsKey(day(key));
            return isWithin && !found[0];
        });
        return found[0];
    }

    public boolean isAny(String dimension) {
        return isAny(dimension, FIRST_DAY, LAST_DAY + 1);
    }

    /** The first dimension with panes after the given one, in the order of the store; null after the last one. */
    public String dimensionAfter(String dimension) {
        write();
        String[] next = {null};
        store.forEachFrom(dimension == null ? "" : dimension + AFTER_SEPARATOR, (key, stored) -> {
            next[0] = key.substring(0, key.lastIndexOf(SEPARATOR));
            return false;
        });
        return next[0];
    }

    /**
     * Removes the panes of a dimension that are before a day.
     *
     * @return whether there were any
     */
    public boolean removeBefore(String dimension, long day) {
        List<Long> days = new ArrayList<>();
        forEach(dimension, FIRST_DAY, day, (at, pane) -> days.add(at));
        for (long at : days) {
            hold(dimension, at, new Pane(), 0);
            changed(dimension, at);
        }
        return !days.isEmpty();
    }

    /** Writes what has changed. */
    public void write() {
        changed.forEach((dimension, days) -> {
            for (long day : days) {
                Pane pane = held(dimension, day);
                byte[] bytes = pane.isZero() ? null : pane.toBytes();
                store.put(key(dimension, day), bytes);
                recentKilobytes += bytes == null ? 0 : bytes.length / KILOBYTE;
            }
        });
        changed.clear();
    }

    private Pane held(String dimension, long day) {
        NavigableMap<Long, Pane> days = recent.get(dimension);
        Pane pane = days == null ? null : days.get(day);
        return pane == null ? earlier.get(dimension).get(day) : pane;
    }

    private static String key(String dimension, long day) {
        return dimension + SEPARATOR + day;
    }

    private static long day(String key) {
        return Long.parseLong(key, key.lastIndexOf(SEPARATOR) + 1, key.length(), 10);
    }
}
