package dev.goldencorridor.faultbench.waiting;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A time up to which conditions are awaited. Several waits may share one. Thread-safe. */
public final class Deadline {
    private static final int POLL_MILLIS = 100;

    private final Duration limit;
    private final long nanos;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.nanos = System.nanoTime() + limit.toNanos();
    }

    /** The deadline that is this far from now. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** How far the deadline was away when it was created. */
    public Duration limit() {
        return limit;
    }

    public boolean isOver() {
        return System.nanoTime() - nanos > 0;
    }

    /**
     * Waits until a condition is true. It is evaluated ten times a second, and at least once.
     *
     * @return false if it was not true before the deadline
     */
    public boolean await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
