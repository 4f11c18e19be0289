package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dimensions of which everything was withdrawn, and since when. They are often counted again soon, by a corrected report,
 * so their keys show zeros until no window could hold anything any more. For a task's thread.
 */
final class EmptyDimensions {
    private static final long MINUTES_A_DAY = 1_440;

    private final StoreSection store;
    private final long daysKept;
    private final Map<String, Long> since = new HashMap<>();

    EmptyDimensions(StoreSection store, RollingProcessor.Plan plan) {
        this.store = store;
        long longest = plan.windows().stream().mapToLong(Window::minutes).max().orElseThrow();
        this.daysKept = 2 * longest / MINUTES_A_DAY + 1;
        store.forEach((key, day) -> since.put(key, ByteBuffer.wrap(day).getLong()));
    }

    /** Nothing is left of a dimension; the day counts from the first time that this is said. */
    void add(String key, long today) {
        if (since.putIfAbsent(key, today) == null) {
            store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(today).array());
        }
    }

    /** Something is counted in it again, or its keys are withdrawn. */
    void remove(String key) {
        if (since.remove(key) != null) {
            store.put(key, null);
        }
    }

    /** Whether it has been empty for so long that its keys are to be withdrawn. */
    boolean isDue(String key, long today) {
        Long day = since.get(key);
        return day != null && day + daysKept <= today;
    }

    /** The dimensions whose keys are to be withdrawn. */
    List<String> due(long today) {
        List<String> due = new ArrayList<>(since.keySet());
        due.removeIf(key -> !isDue(key, today));
        return due;
    }
}
