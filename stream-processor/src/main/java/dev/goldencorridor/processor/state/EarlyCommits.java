package dev.goldencorridor.processor.state;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests to be committed as soon as something was told. Under exactly once nobody reads what was sent before it is
 * committed: what two steps make of an event would wait for the commit interval twice. A commit is of all tasks of a
 * thread, and what it commits of the first step is news to the second, which would ask again: so the tasks of a step share
 * one of these, and in each interval a thread is asked once at most.
 */
public final class EarlyCommits {
    private final long interval;
    private final ThreadLocal<Long> restsUntil = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    /** @param interval the commit interval */
    public EarlyCommits(Duration interval) {
        this.interval = interval.toMillis();
    }

    /** To be called, on the task's thread, when it has told something (wall clock, in milliseconds). */
    public void ask(ProcessorContext<?, ?> context, long wallClock) {
        if (wallClock >= restsUntil.get()) {
            context.commit();
            restsUntil.set(wallClock + interval);
        }
    }
}
