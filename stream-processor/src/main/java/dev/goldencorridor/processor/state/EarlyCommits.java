package dev.goldencorridor.processor.state;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests to be committed as soon as something was told. Under exactly once nobody reads what was sent before it is
 * committed: what two steps make of an event would wait for the commit interval twice. A commit is of all tasks of a
 * thread, and what it commits of the first step is news to the second, which asks again: so the steps share one of these,
 * and a thread is asked when a fifth of an interval has passed since its last commit, whoever caused that.
 */
public final class EarlyCommits {
    private final boolean isTransactional;
    private final long rest;
    private final ThreadLocal<Long> restsUntil = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    /**
     * For all tasks of a process.
     *
     * @param isTransactional whether what is told can be read only when it is committed; otherwise none is asked for
     * @param interval the commit interval
     */
    public EarlyCommits(boolean isTransactional, Duration interval) {
        this.isTransactional = isTransactional;
        this.rest = interval.toMillis() / 5;
    }

    /** To be called, on the task's thread, when it has told something (wall clock, in milliseconds). */
    public void ask(ProcessorContext<?, ?> context, long wallClock) {
        if (isTransactional && wallClock >= restsUntil.get()) {
            context.commit();
            committing(wallClock);
        }
    }

    /** To be called, on the task's thread, when a commit begins. */
    public void committing(long wallClock) {
        restsUntil.set(wallClock + rest);
    }
}
