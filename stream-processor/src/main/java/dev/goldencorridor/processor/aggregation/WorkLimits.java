package dev.goldencorridor.processor.aggregation;

import java.time.Duration;

/**
 * Bounds for the work of one punctuation and for the heap of one task. A punctuation runs inside a transaction, which
 * times out after ten seconds, and no records are processed meanwhile. What is left waits for the next punctuation.
 *
 * @param windows when windows make way for calendar periods, counted from the start of the punctuation
 * @param running when running periods make way for work in the background, from the same start
 * @param all when the punctuation ends, from the same start
 * @param values how many values may be built and compared in one punctuation
 * @param dayKilobytes day panes on the heap, by their stored size
 * @param sumKilobytes sums of running periods on the heap
 */
record WorkLimits(Duration windows, Duration running, Duration all, int values, int dayKilobytes, int sumKilobytes) {
    /** An idle thread waits 100 ms for records between two punctuations, and would hardly get on with a backlog. */
    private static final int IDLE_FACTOR = 5;

    /**
     * 20 ms are short beside the commit interval of 100 ms, and long enough for some thousand values. The sums are those
     * of some 5,000 dimensions with few trips a day.
     */
    static final WorkLimits USUAL =
            new WorkLimits(Duration.ofMillis(12), Duration.ofMillis(16), Duration.ofMillis(20), 2_000, 16_000, 48_000);

    /** The bounds where no records come in. */
    WorkLimits whileIdle() {
        return new WorkLimits(
                windows.multipliedBy(IDLE_FACTOR),
                running.multipliedBy(IDLE_FACTOR),
                all.multipliedBy(IDLE_FACTOR),
                values * IDLE_FACTOR,
                dayKilobytes,
                sumKilobytes);
    }
}
