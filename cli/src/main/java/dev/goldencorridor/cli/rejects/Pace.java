package dev.goldencorridor.cli.rejects;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Limits the records that are published in a second. For one thread. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;
    /** A transaction blocks readers of the input topics while it is open, so it must be short. */
    private static final int MAX_BATCH = 100;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final long start;
    private long records;

    Pace(int perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param sleep waits for a number of nanoseconds, or less
     */
    Pace(int perSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.start = nanoTime.getAsLong();
    }

    /** The records of one transaction: those of a tenth of a second, but at least one. */
    int batch() {
        return Math.max(1, Math.min(MAX_BATCH, perSecond / 10));
    }

    /** Waits until further records may follow. */
    void published(int more) {
        records += more;
        long due = start + (long) (records / (double) perSecond * NANOS_PER_SECOND);
        for (long left = due - nanoTime.getAsLong(); left > 0; left = due - nanoTime.getAsLong()) {
            sleep.accept(left);
        }
    }
}
