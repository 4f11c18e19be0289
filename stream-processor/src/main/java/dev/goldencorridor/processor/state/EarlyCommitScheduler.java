package dev.goldencorridor.processor.state;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests to be committed soon after something was told. Under exactly once nobody reads what was sent before it is
 * committed: what two steps make of an event would wait for the commit interval twice. A commit is of all tasks of a
 * thread, and what it commits of the first step is news to the second, which then tells something as well: so the steps
 * share one of these, and a thread is asked for the next commit when a fifth of the interval has passed since the last.
 */
public final class EarlyCommitScheduler {
    private final boolean isTransactional;
    private final long restNanos;
    private final LongSupplier nanoTime;
    private final ThreadLocal<OfThread> threads;

    private static final class OfThread {
        private long committedAt;
        /** Something was told since. */
        private boolean isOwed;
    }

    /**
     * For all tasks of a process.
     *
     * @param isTransactional whether what is told can be read only when it is committed; otherwise none is asked for
     * @param interval the commit interval
     * @param nanoTime as {@link System#nanoTime()}
     */
    public EarlyCommitScheduler(boolean isTransactional, Duration interval, LongSupplier nanoTime) {
        this.isTransactional = isTransactional;
        this.restNanos = interval.toNanos() / 5;
        this.nanoTime = nanoTime;
        this.threads = ThreadLocal.withInitial(() -> {
            OfThread thread = new OfThread();
            thread.committedAt = nanoTime.getAsLong() - restNanos;
            return thread;
        });
    }

    /** To be called, on the task's thread, when it has told something. */
    public void told() {
        threads.get().isOwed = true;
    }

    /** Asks for a commit if one is owed and it is time; to be called again and again, on the task's thread. */
    public void ask(ProcessorContext<?, ?> context) {
        OfThread thread = threads.get();
        if (isTransactional && thread.isOwed && nanoTime.getAsLong() - thread.committedAt >= restNanos) {
            context.commit();
        }
    }

    /** To be called, on the task's thread, when a commit begins. */
    public void committing() {
        OfThread thread = threads.get();
        thread.committedAt = nanoTime.getAsLong();
        thread.isOwed = false;
    }
}
