package dev.goldencorridor.processor.state;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How soon a step tells what it has added up: at once while it keeps up with what comes in, less often while it is behind,
 * where more is added up before it is told and fewer commits hold its thread up. For a task's thread.
 *
 * <p>Under exactly once nobody reads what was sent before it is committed, so that results would wait for the commit
 * interval in each step. A step that keeps up therefore asks for a commit when it has sent something.
 */
public final class Pace {
    /** A step whose latest record is older than this is behind. Milliseconds, as are the others. */
    private static final long BEHIND = 1_000;

    private static final long REST_WHEN_BEHIND = 50;
    /** Between two commits that are asked for: one takes some ten to twenty. */
    private static final long REST_BETWEEN_COMMITS = 30;

    private final ProcessorContext<?, ?> context;
    private final boolean isTransactional;
    private long latest;
    private long restsUntil = Long.MIN_VALUE;
    private long commitsRestUntil = Long.MIN_VALUE;

    /** @param isTransactional whether what is sent can be read only when it is committed */
    public Pace(ProcessorContext<?, ?> context, boolean isTransactional) {
        this.context = context;
        this.isTransactional = isTransactional;
    }

    /**
     * A record was taken in.
     *
     * @param timestamp when it came to the broker, milliseconds since 1970-01-01T00:00Z
     */
    public void took(long timestamp) {
        latest = timestamp;
    }

    /** Whether it is too soon to tell more. */
    public boolean rests(long wallClock) {
        return wallClock < restsUntil;
    }

    /**
     * Something was told.
     *
     * @param sent how many records
     * @param rest for how many milliseconds at least no more should be told, since it was much
     */
    public void told(int sent, long rest, long wallClock) {
        boolean behind = wallClock - latest > BEHIND;
        restsUntil = wallClock + (behind ? Math.max(rest, REST_WHEN_BEHIND) : rest);
        if (isTransactional && sent > 0 && !behind && wallClock >= commitsRestUntil) {
            context.commit();
            commitsRestUntil = wallClock + REST_BETWEEN_COMMITS;
        }
    }
}
