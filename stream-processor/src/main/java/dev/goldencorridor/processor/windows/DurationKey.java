package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * The identity of a duration in a pane, as one number. It contains the code of the kind, the milliseconds above the
 * least possible value, and whether it ended on the date of its beginning.
 * Keys ascend by kind and then by length.
 */
final class DurationKey {
    /** Leaves room for 15 kinds. */
    private static final int KIND_SHIFT = 59;

    private static final long MIN_MILLIS = -1L << 57;

    private DurationKey() {}

    static long of(DurationKind kind, long millis, boolean endedOnSameDay) {
        return ((long) kind.code() << KIND_SHIFT) | ((millis - MIN_MILLIS) << 1) | (endedOnSameDay ? 1 : 0);
    }

    /** Not greater than any key of the kind, and greater than those of the kind before. */
    static long startOf(DurationKind kind) {
        return (long) kind.code() << KIND_SHIFT;
    }

    /** Greater than all keys of the kind, and not greater than those of the next kind. */
    static long endOf(DurationKind kind) {
        return (kind.code() + 1L) << KIND_SHIFT;
    }

    static int kindCode(long key) {
        return (int) (key >>> KIND_SHIFT);
    }

    static long millis(long key) {
        return ((key & ((1L << KIND_SHIFT) - 1)) >>> 1) + MIN_MILLIS;
    }

    static boolean endedOnSameDay(long key) {
        return (key & 1) != 0;
    }

    /** The key of a duration that differs only in its length. */
    static long withMillis(long key, long millis) {
        return of(DurationKind.ofCode(kindCode(key)), millis, endedOnSameDay(key));
    }
}
