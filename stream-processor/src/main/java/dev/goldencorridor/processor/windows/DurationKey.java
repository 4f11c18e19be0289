package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * What tells a pane's durations apart, in one number: the measure's code, the milliseconds above the least that there can
 * be, and whether the duration ended on the date on which it began. Keys ascend by measure and then by length.
 */
final class DurationKey {
    private static final int MEASURE_SHIFT = 60;
    private static final long LEAST_MILLIS = -1L << 58;

    private DurationKey() {}

    static long of(DurationKind measure, long millis, boolean endedOnSameDay) {
        return ((long) measure.code() << MEASURE_SHIFT) | ((millis - LEAST_MILLIS) << 1) | (endedOnSameDay ? 1 : 0);
    }

    /** Greater than the keys of the measure, and not greater than those of the next. */
    static long endOf(DurationKind measure) {
        return (measure.code() + 1L) << MEASURE_SHIFT;
    }

    static int code(long key) {
        return (int) (key >>> MEASURE_SHIFT);
    }

    static long millis(long key) {
        return ((key & ((1L << MEASURE_SHIFT) - 1)) >>> 1) + LEAST_MILLIS;
    }

    static boolean endedOnSameDay(long key) {
        return (key & 1) != 0;
    }

    /** The same with another length. */
    static long withMillis(long key, long millis) {
        return of(DurationKind.ofCode(code(key)), millis, endedOnSameDay(key));
    }
}
