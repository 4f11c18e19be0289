package dev.goldencorridor.processor.state;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests a commit soon after a step has emitted something. Under exactly-once nobody reads a record before it is
 * committed. The results of an event pass two steps, so they would wait twice for the commit interval.
 *
 * <p>A commit includes all tasks of a thread. The committed records of the first step are input of the second step,
 * which then emits as well. So the steps share one scheduler. It requests a commit from a thread when a fifth of the
 * commit interval has passed since the last one.
 */
public final class EarlyCommitScheduler {
    private static final int REQUESTS_PER_INTERVAL = 5;

    private final boolean isTransactional;
    private final long minGapNanos;
    private final LongSupplier nanoTime;
    private final ThreadLocal<ThreadState> threads;

    private static final class ThreadState {
        private long committedAtNanos;
        private boolean hasEmittedSinceCommit;
    }

    /**
     * A scheduler for all tasks of a process.
     *
     * @param isTransactional whether records can be read only after their commit; otherwise no commit is requested
     * @param interval the commit interval
     * @param nanoTime as {@link System#nanoTime()}
     */
    public EarlyCommitScheduler(boolean isTransactional, Duration interval, LongSupplier nanoTime) {
        this.isTransactional = isTransactional;
        this.minGapNanos = interval.toNanos() / REQUESTS_PER_INTERVAL;
        this.nanoTime = nanoTime;
        this.threads = ThreadLocal.withInitial(() -> {
            ThreadState thread = new ThreadState();
            thread.committedAtNanos = nanoTime.getAsLong() - minGapNanos;
            return thread;
        });
    }

    /** To be called on the task's thread when the task has emitted something. */
    public void emitted() {
        threads.get().hasEmittedSinceCommit = true;
    }

    /** Requests a commit if one is due. To be called regularly on the task's thread. */
    public void requestIfDue(ProcessorContext<?, ?> context) {
        if (isTransactional && isDue(threads.get())) {
            context.commit();
        }
    }

    private boolean isDue(ThreadState thread) {
        return thread.hasEmittedSinceCommit && nanoTime.getAsLong() - thread.committedAtNanos >= minGapNanos;
    }

    /** To be called on the task's thread when a commit begins. */
    public void commitStarted() {
        ThreadState thread = threads.get();
        thread.committedAtNanos = nanoTime.getAsLong();
        thread.hasEmittedSinceCommit = false;
    }
}
