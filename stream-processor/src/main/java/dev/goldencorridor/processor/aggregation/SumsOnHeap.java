package dev.goldencorridor.processor.aggregation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the heap that the sums of running periods take. Beyond the limit, the least recently used dimensions must drop
 * their sums. For a task's thread.
 */
final class SumsOnHeap {
    private final int maxKilobytes;
    /** The least recently used dimension comes first. */
    private final Map<String, Integer> kilobytesByDimension = new LinkedHashMap<>(16, 0.75f, true);

    private long kilobytes;

    SumsOnHeap(int maxKilobytes) {
        this.maxKilobytes = maxKilobytes;
    }

    /** Sets how much heap the sums of a dimension take, and makes it the most recently used one. */
    void set(String dimension, int now) {
        Integer before = now == 0 ? kilobytesByDimension.remove(dimension) : kilobytesByDimension.put(dimension, now);
        kilobytes += now - (before == null ? 0 : before);
    }

    /** Removes and returns the least recently used dimension if the limit is exceeded, else returns null. */
    String evict() {
        if (kilobytes <= maxKilobytes) {
            return null;
        }
        Iterator<Map.Entry<String, Integer>> entries =
                kilobytesByDimension.entrySet().iterator();
        Map.Entry<String, Integer> eldest = entries.next();
        entries.remove();
        kilobytes -= eldest.getValue();
        return eldest.getKey();
    }
}
