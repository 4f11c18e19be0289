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
 * years of days have millions of panes, so the panes stay on disk. Panes in recent use are objects on the heap, and
 * changed ones are flushed before a commit.
 *
 * <p>A key is {@code DIMENSION NUL DAY}. All days have five digits, so that keys ascend with the days. Days count from
 * 1970-01-01. For a task's thread.
 */
final class DayStore {
    /** 1997-05-19, the first day with five digits. */
    static final long FIRST_DAY = 10_000;

    /** 2243-10-16, the last day with five digits. */
    static final long LAST_DAY = 99_999;

    private static final int KILOBYTE = 1_024;
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    private final StoreSection store;
    private final int maxKilobytes;
    private final CommitHook.Registration hook;
    /** The days of each dimension whose panes have changed since the last flush. */
    private final Map<String, Set<Long>> dirty = new HashMap<>();
    /**
     * Panes used since {@code earlier} was filled. An empty pane means that the store has none, or must remove its own.
     */
    private Map<String, NavigableMap<Long, Pane>> recent = new HashMap<>();

    private Map<String, NavigableMap<Long, Pane>> earlier = new HashMap<>();
    private int recentKilobytes;

    /**
     * The panes of a section.
     *
     * @param maxKilobytes limits the panes on the heap; a pane counts with its stored size, plus one kilobyte
     * @param hook the registration of the processor, which flushes the panes before a commit
     */
    DayStore(StoreSection store, int maxKilobytes, CommitHook.Registration hook) {
        this.store = store;
        this.maxKilobytes = maxKilobytes;
        this.hook = hook;
        hook.beforeCommit(this::flush);
    }

    /**
     * Returns a day's pane, which the caller may change; an empty one if there is none. After a change the caller must
     * call {@link #markDirty} before any other method.
     */
    Pane pane(String dimension, long day) {
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
        cache(dimension, day, pane, bytes);
        return pane;
    }

    private void cache(String dimension, long day, Pane pane, int bytes) {
        if (recentKilobytes >= maxKilobytes / 2) {
            // A changed pane must be in the store before the heap drops it.
            flush();
            earlier = recent;
            recent = new HashMap<>();
            recentKilobytes = 0;
        }
        recent.computeIfAbsent(dimension, key -> new TreeMap<>()).put(day, pane);
        recentKilobytes += 1 + bytes / KILOBYTE;
    }

    /** Marks a day's pane as changed. The next flush removes it from the store if it is empty. */
    void markDirty(String dimension, long day) {
        dirty.computeIfAbsent(dimension, key -> new HashSet<>()).add(day);
        hook.markDirty();
    }

    /** The panes of a dimension, including changes that are not flushed yet. */
    DayPanes of(String dimension) {
        return (from, before, visitor) -> forEach(dimension, from, before, visitor);
    }

    private void forEach(String dimension, long from, long before, DayPanes.Visitor visitor) {
        long first = Math.max(from, FIRST_DAY);
        long last = Math.min(before - 1, LAST_DAY);
        if (first > last) {
            return;
        }
        NavigableMap<Long, Pane> cached = cached(dimension, first, last);
        if (cached.size() == last - first + 1) {
            cached.forEach((day, pane) -> visit(day, pane, visitor));
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
            while (!cached.isEmpty() && cached.firstKey() < day) {
                visitFirst(cached, visitor);
            }
            if (!cached.isEmpty() && cached.firstKey() == day) {
                visitFirst(cached, visitor);
            } else {
                visitor.visit(day, Pane.fromBytes(stored));
            }
        });
        while (!cached.isEmpty()) {
            visitFirst(cached, visitor);
        }
    }

    private static void visitFirst(NavigableMap<Long, Pane> cached, DayPanes.Visitor visitor) {
        Map.Entry<Long, Pane> next = cached.pollFirstEntry();
        visit(next.getKey(), next.getValue(), visitor);
    }

    private static void visit(long day, Pane pane, DayPanes.Visitor visitor) {
        if (!pane.isZero()) {
            visitor.visit(day, pane);
        }
    }

    private NavigableMap<Long, Pane> cached(String dimension, long first, long last) {
        NavigableMap<Long, Pane> cached = new TreeMap<>();
        for (Map<String, NavigableMap<Long, Pane>> generation : List.of(earlier, recent)) {
            NavigableMap<Long, Pane> days = generation.get(dimension);
            if (days != null) {
                cached.putAll(days.subMap(first, true, last, true));
            }
        }
        return cached;
    }

    /** Visits the days of a dimension that have panes, without decoding the panes. */
    void forEachDay(String dimension, LongConsumer consumer) {
        flush();
        store.forEach(key(dimension, FIRST_DAY), key(dimension, LAST_DAY), (key, stored) -> consumer.accept(day(key)));
    }

    /** Whether a dimension has a pane from one day (inclusive) to another (exclusive). */
    boolean isAny(String dimension, long from, long before) {
        long first = Math.max(from, FIRST_DAY);
        long last = Math.min(before - 1, LAST_DAY);
        if (first > last) {
            return false;
        }
        NavigableMap<Long, Pane> cached = cached(dimension, first, last);
        if (cached.values().stream().anyMatch(pane -> !pane.isZero())) {
            return true;
        }
        if (first == last) {
            return cached.isEmpty() && store.get(key(dimension, first)) != null;
        }
        boolean[] found = {false};
        String prefix = dimension + SEPARATOR;
        store.forEachFrom(key(dimension, first), (key, stored) -> {
            boolean isWithin = key.startsWith(prefix) && day(key) <= last;
            found[0] = isWithin && !cached.containsKey(day(key));
            return isWithin && !found[0];
        });
        return found[0];
    }

    boolean isAny(String dimension) {
        return isAny(dimension, FIRST_DAY, LAST_DAY + 1);
    }

    /**
     * The first dimension with panes after the given one, in the order of the store; null after the last one.
     *
     * @param dimension null for the first one
     */
    String dimensionAfter(String dimension) {
        flush();
        String[] next = {null};
        store.forEachFrom(dimension == null ? "" : dimension + AFTER_SEPARATOR, (key, stored) -> {
            next[0] = key.substring(0, key.lastIndexOf(SEPARATOR));
            return false;
        });
        return next[0];
    }

    /**
     * Removes the panes of a dimension before a day.
     *
     * @return whether there were any
     */
    boolean removeBefore(String dimension, long day) {
        List<Long> days = new ArrayList<>();
        forEach(dimension, FIRST_DAY, day, (at, pane) -> days.add(at));
        for (long at : days) {
            cache(dimension, at, new Pane(), 0);
            markDirty(dimension, at);
        }
        return !days.isEmpty();
    }

    /** Puts the changed panes into the store. */
    private void flush() {
        dirty.forEach((dimension, days) -> {
            for (long day : days) {
                Pane pane = cached(dimension, day);
                byte[] bytes = pane.isZero() ? null : pane.toBytes();
                store.put(key(dimension, day), bytes);
                recentKilobytes += bytes == null ? 0 : bytes.length / KILOBYTE;
            }
        });
        dirty.clear();
    }

    private Pane cached(String dimension, long day) {
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
