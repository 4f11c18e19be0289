package dev.goldencorridor.processor.state;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests commits before Kafka Streams would commit by itself, which it does after {@link #whileBehind}. A commit
 * includes all tasks of a thread, so the steps share one scheduler.
 *
 * <ul>
 *   <li>A thread that keeps up commits once in an interval.
 *   <li>It commits sooner if a step has emitted something: when a fifth of the interval has passed since the last
 *       commit. Under exactly-once nobody reads a record before it is committed. The results of an event pass two
 *       steps, so they would wait twice for the interval.
 *   <li>From a thread that is behind it requests no commit: the more events a commit has, the less each of them costs.
 * </ul>
 */
public final class EarlyCommitScheduler {
    private static final int INTERVALS_WHILE_BEHIND = 5;
    private static final Duration MAX_WHILE_BEHIND = Duration.ofSeconds(1);
    private static final int REQUESTS_PER_INTERVAL = 5;

    private final boolean isTransactional;
    private final long intervalNanos;
    private final long behindNanos;
    private final long minGapNanos;
    private final LongSupplier nanoTime;
    private final ThreadLocal<ThreadState> threads;

    private static final class ThreadState {
        private long committedAtNanos;
        private boolean hasEmittedSinceCommit;
        private boolean isBehind;
        private long behindAtNanos;
    }

    /**
     * A scheduler for all tasks of a process.
     *
     * @param isTransactional whether records can be read only after their commit; otherwise none is requested sooner
     *     because a step has emitted something
     * @param interval the commit interval
     * @param nanoTime as {@link System#nanoTime()}
     */
    public EarlyCommitScheduler(boolean isTransactional, Duration interval, LongSupplier nanoTime) {
        this.isTransactional = isTransactional;
        this.intervalNanos = interval.toNanos();
        this.behindNanos = whileBehind(interval).toNanos();
        this.minGapNanos = interval.toNanos() / REQUESTS_PER_INTERVAL;
        this.nanoTime = nanoTime;
        this.threads = ThreadLocal.withInitial(() -> {
            ThreadState thread = new ThreadState();
            thread.committedAtNanos = nanoTime.getAsLong() - minGapNanos;
            return thread;
        });
    }

    /**
     * The time between two commits of a thread that is behind: five commit intervals, but no more than a second or the
     * interval itself.
     */
    public static Duration whileBehind(Duration interval) {
        Duration longer = interval.multipliedBy(INTERVALS_WHILE_BEHIND);
        Duration bounded = longer.compareTo(MAX_WHILE_BEHIND) < 0 ? longer : MAX_WHILE_BEHIND;
        return bounded.compareTo(interval) < 0 ? interval : bounded;
    }

    /** To be called on the task's thread when the task has emitted something. */
    public void emitted() {
        threads.get().hasEmittedSinceCommit = true;
    }

    /**
     * Requests a commit if one is due. To be called regularly on the task's thread.
     *
     * @param isBehind whether the task has received old records since the last call. Its thread is then behind until
     *     Kafka Streams commits, so that a long commit does not end it.
     */
    public void punctuated(ProcessorContext<?, ?> context, boolean isBehind) {
        ThreadState thread = threads.get();
        long now = nanoTime.getAsLong();
        if (isBehind) {
            thread.behindAtNanos = now;
        }
        thread.isBehind = isBehind || (thread.isBehind && now - thread.behindAtNanos < behindNanos);
        if (thread.isBehind) {
            return;
        }
        long sinceCommit = now - thread.committedAtNanos;
        if (sinceCommit >= intervalNanos) {
            // If there is nothing to commit, no commit begins, and this is not due again before the next interval.
            thread.committedAtNanos = now;
            context.commit();
        } else if (isTransactional && thread.hasEmittedSinceCommit && sinceCommit >= minGapNanos) {
            context.commit();
        }
    }

    /** To be called on the task's thread when a commit begins. */
    public void commitStarted() {
        ThreadState thread = threads.get();
        thread.committedAtNanos = nanoTime.getAsLong();
        thread.hasEmittedSinceCommit = false;
    }
}
