package dev.goldencorridor.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Thins out the changes of each key of one partition: the first is due at once, of those that follow within the
 * interval only the last is due, at the interval's end. The last value offered is always due in the end.
 *
 * <p>Time is passed in, in milliseconds. Should the clock be set back, a key waits at most one interval longer.
 */
final class Conflation<K, V> {
    private final long interval;
    /** When each key was last due, the longest ago first; only keys whose interval may still run. */
    private final LinkedHashMap<K, Long> resting = new LinkedHashMap<>();
    /** Values whose key rests, in the order of their offsets. */
    private final LinkedHashMap<K, Pending<V>> held = new LinkedHashMap<>();

    private final LinkedHashMap<K, Pending<V>> ready = new LinkedHashMap<>();

    Conflation(Duration interval) {
        this.interval = interval.toMillis();
    }

    /** The newest value of a key. Offsets must rise from call to call. */
    void offer(K key, V value, long offset) {
        withdraw(key);
        (resting.containsKey(key) ? held : ready).put(key, new Pending<>(value, offset));
    }

    /** Forgets what waits for this key: its newest value needs no delivery. */
    void withdraw(K key) {
        held.remove(key);
        ready.remove(key);
    }

    /** Takes out all that is due now. */
    List<V> due(long now) {
        Iterator<Map.Entry<K, Long>> oldest = resting.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<K, Long> entry = oldest.next();
            long rested = now - entry.getValue();
            if (rested >= 0 && rested < interval) {
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

    /** Takes out all that waits, due or not; for the end, when nobody will be there to deliver it later. */
    List<V> all(long now) {
        held.keySet().forEach(resting::remove);
        ready.putAll(held);
        held.clear();
        return release(now);
    }

    /** The lowest offset of a value that still waits. */
    OptionalLong lowestPending() {
        // What is held stands in the order of offsets; what is ready does not, but it is seldom there to be asked for.
        long lowest = ready.values().stream().mapToLong(Pending::offset).min().orElse(Long.MAX_VALUE);
        if (!held.isEmpty()) {
            lowest = Math.min(lowest, held.values().iterator().next().offset());
        }
        return lowest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest);
    }

    /** A time before which nothing that is held now becomes due; empty when nothing is held. */
    OptionalLong nextDue() {
        return held.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(resting.values().iterator().next() + interval);
    }

    private List<V> release(long now) {
        if (ready.isEmpty()) {
            return List.of();
        }
        List<V> due = new ArrayList<>(ready.size());
        ready.forEach((key, pending) -> {
            due.add(pending.value());
            resting.put(key, now);
        });
        ready.clear();
        return due;
    }

    private record Pending<V>(V value, long offset) {}
}
