package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dimensions whose measurements were all subtracted, each with the day of that. A corrected report often counts in them
 * again soon. Their keys therefore show zeros until no window could hold anything any more. For a task's thread.
 */
final class EmptyDimensions {
    private static final long MINUTES_PER_DAY = 1_440;

    private final StoreSection store;
    private final long retentionDays;
    /** The day since when a dimension has been empty, counted from 1970-01-01. */
    private final Map<String, Long> since = new HashMap<>();

    EmptyDimensions(StoreSection store, RollingPlan plan) {
        this.store = store;
        long longest = plan.windows().stream().mapToLong(Window::minutes).max().orElseThrow();
        this.retentionDays = 2 * longest / MINUTES_PER_DAY + 1;
        store.forEach((key, day) -> since.put(key, ByteBuffer.wrap(day).getLong()));
    }

    /** Adds an empty dimension. If it is there already, it keeps its day. */
    void add(String key, long today) {
        if (since.putIfAbsent(key, today) == null) {
            store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(today).array());
        }
    }

    /** Removes a dimension that is counted in again, or whose keys are deleted. */
    void remove(String key) {
        if (since.remove(key) != null) {
            store.put(key, null);
        }
    }

    /** Whether a dimension has been empty for so long that its keys must be deleted. */
    boolean isDue(String key, long today) {
        Long day = since.get(key);
        return day != null && day + retentionDays <= today;
    }

    /** The dimensions whose keys must be deleted. */
    List<String> due(long today) {
        List<String> due = new ArrayList<>(since.keySet());
        due.removeIf(key -> !isDue(key, today));
        return due;
    }
}
