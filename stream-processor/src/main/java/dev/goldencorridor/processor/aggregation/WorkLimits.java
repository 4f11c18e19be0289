package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.limits.TaskLimits;
import dev.goldencorridor.processor.limits.TurnLimits;
import dev.goldencorridor.processor.state.TaskHeap;
import java.time.Duration;

/**
 * Bounds for the work of one punctuation and for the heap of one task. No records are processed during a punctuation.
 * It also runs inside a transaction, which times out after ten seconds. The rest of the work waits for the next
 * punctuation.
 *
 * @param windows when the punctuation stops to emit windows, from its start
 * @param running when the punctuation stops to emit running periods, from its start
 * @param all when the punctuation ends, from its start
 * @param values the number of values that one punctuation may build and compare
 * @param dayKilobytes bounds the day panes on the heap, by their stored size
 * @param sumKilobytes bounds the sums of running periods on the heap
 * @param emittedValues bounds the emitted values on the heap
 */
record WorkLimits(
        Duration windows,
        Duration running,
        Duration all,
        int values,
        int dayKilobytes,
        int sumKilobytes,
        int emittedValues) {
    private static final int KILOBYTE = 1_024;
    /** Of the revision and digest of a value, with its key. */
    private static final int EMITTED_VALUE_BYTES = 200;

    /**
     * Between two punctuations, an idle thread waits 100 ms for records. Longer punctuations let it reduce a backlog.
     */
    private static final int IDLE_FACTOR = 5;

    /** The usual limits. In a small heap the panes, sums and values take less. */
    static WorkLimits of(TaskHeap heap) {
        return new WorkLimits(
                Duration.ofMillis(12),
                Duration.ofMillis(16),
                TurnLimits.MAX_PUNCTUATION,
                TurnLimits.MAX_VALUES_PER_PUNCTUATION,
                heap.limit(TaskLimits.MAX_DAY_PANES_KILOBYTES, 16, KILOBYTE),
                heap.limit(TaskLimits.MAX_PERIOD_SUMS_KILOBYTES, 5, KILOBYTE),
                heap.limit(TaskLimits.MAX_EMITTED_VALUES, 12, EMITTED_VALUE_BYTES));
    }

    /** The bounds of a task that receives no records. */
    WorkLimits whileIdle() {
        return new WorkLimits(
                windows.multipliedBy(IDLE_FACTOR),
                running.multipliedBy(IDLE_FACTOR),
                all.multipliedBy(IDLE_FACTOR),
                values * IDLE_FACTOR,
                dayKilobytes,
                sumKilobytes,
                emittedValues);
    }
}
