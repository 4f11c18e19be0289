package dev.goldencorridor.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Conflates the changes of each key of one partition. The first change is due at once. Of the changes within the
 * interval after it, only the last is due, at the interval's end. The last value offered always becomes due.
 *
 * <p>Callers pass the time in milliseconds. If the clock is set back, a key waits at most one interval longer.
 */
final class Conflation<K, V> {
    private final long intervalMillis;
    /** When each key was last released, oldest first. Holds only keys whose interval may still run. */
    private final LinkedHashMap<K, Long> lastReleasedAt = new LinkedHashMap<>();
    /** Values of keys whose interval runs, in the order of their offsets. */
    private final LinkedHashMap<K, Pending<V>> held = new LinkedHashMap<>();

    private final LinkedHashMap<K, Pending<V>> ready = new LinkedHashMap<>();

    Conflation(Duration minInterval) {
        this.intervalMillis = minInterval.toMillis();
    }

    /**
     * Replaces the waiting value of a key. Offsets must rise from call to call.
     *
     * @return whether a value waited, which is now dropped
     */
    boolean offer(K key, V value, long offset) {
        boolean isReplaced = discard(key);
        (lastReleasedAt.containsKey(key) ? held : ready).put(key, new Pending<>(value, offset));
        return isReplaced;
    }

    /**
     * Drops the waiting value of a key whose newest value needs no delivery.
     *
     * @return whether a value waited
     */
    boolean discard(K key) {
        boolean wasHeld = held.remove(key) != null;
        boolean wasReady = ready.remove(key) != null;
        return wasHeld || wasReady;
    }

    /** Takes out all values that are due. */
    List<V> due(long now) {
        Iterator<Map.Entry<K, Long>> oldest = lastReleasedAt.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<K, Long> entry = oldest.next();
            long elapsed = now - entry.getValue();
            if (elapsed >= 0 && elapsed < intervalMillis) {
                break;
            }
            oldest.remove();
            Pending<V> pending = held.remove(entry.getKey());
            if (pending != null) {
                ready.put(entry.getKey(), pending);
            }
        }
        return release(now);
    }

    /** Takes out all values, due or not. Used when the lane ends and nothing can be delivered later. */
    List<V> all(long now) {
        held.keySet().forEach(lastReleasedAt::remove);
        ready.putAll(held);
        held.clear();
        return release(now);
    }

    /** Drops all values, and all intervals that run. */
    void clear() {
        lastReleasedAt.clear();
        held.clear();
        ready.clear();
    }

    /** The lowest offset of a waiting value. */
    OptionalLong lowestPending() {
        // Held values are in offset order. Ready values are not, but few are left when this is called.
        long lowest = ready.values().stream().mapToLong(Pending::offset).min().orElse(Long.MAX_VALUE);
        if (!held.isEmpty()) {
            lowest = Math.min(lowest, held.values().iterator().next().offset());
        }
        return lowest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest);
    }

    /** A lower bound for the time at which a held value becomes due; empty if none is held. */
    OptionalLong nextDue() {
        return held.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(lastReleasedAt.values().iterator().next() + intervalMillis);
    }

    private List<V> release(long now) {
        if (ready.isEmpty()) {
            return List.of();
        }
        List<V> due = new ArrayList<>(ready.size());
        ready.forEach((key, pending) -> {
            due.add(pending.value());
            lastReleasedAt.put(key, now);
        });
        ready.clear();
        return due;
    }

    private record Pending<V>(V value, long offset) {}
}
