package dev.goldencorridor.processor.state;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits before the commit interval has passed. Under exactly once nobody reads what was sent before it is
 * committed, so that results would wait for the interval in each step. A commit is of all tasks of a thread, and holds it
 * up for some ten to twenty milliseconds: so the steps of a topology share one of these.
 */
public final class EarlyCommits {
    /** Milliseconds between two of a thread. */
    private static final long REST = 50;

    private final boolean isTransactional;
    private final ThreadLocal<Long> restsUntil = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    /** @param isTransactional whether what is sent can be read only when it is committed; if not, none are asked for */
    public EarlyCommits(boolean isTransactional) {
        this.isTransactional = isTransactional;
    }

    /**
     * Asks for one, if there was none lately.
     *
     * @param wallClock milliseconds since 1970-01-01T00:00Z
     */
    void ask(ProcessorContext<?, ?> context, long wallClock) {
        if (isTransactional && wallClock >= restsUntil.get()) {
            context.commit();
            restsUntil.set(wallClock + REST);
        }
    }
}
