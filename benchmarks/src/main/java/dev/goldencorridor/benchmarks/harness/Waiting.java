package dev.goldencorridor.benchmarks.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits by polling. */
public final class Waiting {
    private Waiting() {}

    /**
     * Polls at once and then regularly, until the condition holds.
     *
     * @param what the condition in the message, e.g. "the topics are gone"
     * @throws BenchmarkException if it does not hold in time, or the thread is interrupted
     */
    public static void until(String what, Duration every, Duration atMost, BooleanSupplier condition) {
        long next = System.nanoTime();
        long deadline = next + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("gave up after " + atMost.toSeconds() + " s waiting until " + what);
            }
            next += every.toNanos();
            untilNanoTime(next);
        }
    }

    /** Returns when {@link System#nanoTime()} has reached the due time. */
    public static void untilNanoTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new BenchmarkException("interrupted");
            }
        }
    }
}
