package dev.goldencorridor.processor.state;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * A task's requests to be committed as soon as it has told something. Under exactly once nobody reads what was sent before
 * it is committed: what two steps make of an event would wait for the commit interval twice. At most one is asked for in
 * each interval, since what it commits of the first step is news to the second, which would ask again. For the task's
 * thread.
 */
public final class EarlyCommit {
    private final ProcessorContext<?, ?> context;
    private final long interval;
    private long restsUntil = Long.MIN_VALUE;

    /** @param interval the commit interval */
    public EarlyCommit(ProcessorContext<?, ?> context, Duration interval) {
        this.context = context;
        this.interval = interval.toMillis();
    }

    /** To be called when something was told (wall clock, in milliseconds). */
    public void ask(long wallClock) {
        if (wallClock >= restsUntil) {
            context.commit();
            restsUntil = wallClock + interval;
        }
    }
}
