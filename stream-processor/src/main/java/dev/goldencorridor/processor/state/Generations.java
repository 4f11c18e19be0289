package dev.goldencorridor.processor.state;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The entries of a cache that were used lately, in two generations. An entry that is used moves to the recent one. When
 * that is full, the earlier one is evicted. So the cache keeps about half of its entries at any time. For a task's
 * thread.
 */
final class Generations<E> {
    @Limit(
            scope = Scope.TASK,
            of = "the stored size of one generation of a cache",
            beyond = "the earlier generation is evicted",
            reason = "On the heap a value takes several times its stored size. A few publishers may have long values.")
    static final long MAX_GENERATION_BYTES = 8L << 20;

    private final ToIntFunction<E> storedBytes;
    private final Runnable beforeEviction;
    private int maxEntries;
    private Map<String, E> recent = new HashMap<>();
    private Map<String, E> earlier = new HashMap<>();
    /** Stored bytes of the recent generation, as read or last written. */
    private long recentBytes;

    /**
     * An empty cache.
     *
     * @param maxEntries a limit for both generations together
     * @param storedBytes the length of an entry's stored value; 0 if there is none
     * @param beforeEviction writes all changed entries
     */
    Generations(int maxEntries, ToIntFunction<E> storedBytes, Runnable beforeEviction) {
        this.maxEntries = maxEntries;
        this.storedBytes = storedBytes;
        this.beforeEviction = beforeEviction;
    }

    void raiseMaxEntries(int newMaxEntries) {
        maxEntries = Math.max(maxEntries, newMaxEntries);
    }

    /** The entry of a key, read unless it is cached. */
    E entry(String key, Function<String, E> read) {
        E entry = recent.get(key);
        if (entry == null) {
            E used = earlier.get(key);
            entry = used == null ? read.apply(key) : used;
            if (recent.size() >= maxEntries / 2 || recentBytes >= MAX_GENERATION_BYTES) {
                evictEarlier();
            }
            recent.put(key, entry);
            recentBytes += storedBytes.applyAsInt(entry);
        }
        return entry;
    }

    private void evictEarlier() {
        beforeEviction.run();
        earlier = recent;
        recent = new HashMap<>();
        recentBytes = 0;
    }

    /** To be called when a value was written. A shorter one frees nothing: its entry may be of either generation. */
    void written(int formerBytes, int bytes) {
        recentBytes += Math.max(0, bytes - formerBytes);
    }
}
