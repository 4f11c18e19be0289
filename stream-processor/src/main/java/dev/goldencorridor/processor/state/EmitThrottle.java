package dev.goldencorridor.processor.state;

/**
 * How soon a step tells what it has added up: at once while it keeps up with what comes in, less often while it is behind,
 * where more is added up before it is told. For a task's thread.
 */
public final class EmitThrottle {
    /** A step whose latest record is older than this is behind. Milliseconds, as are the others. */
    private static final long BEHIND = 1_000;

    private static final long REST_WHEN_BEHIND = 50;

    private long latest;
    private long restsUntil = Long.MIN_VALUE;

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

    public boolean isBehind(long wallClock) {
        return wallClock - latest > BEHIND;
    }

    /**
     * Something was told.
     *
     * @param rest for how many milliseconds at least no more should be told, since it was much
     */
    public void told(long rest, long wallClock) {
        restsUntil = wallClock + (isBehind(wallClock) ? Math.max(rest, REST_WHEN_BEHIND) : rest);
    }
}
