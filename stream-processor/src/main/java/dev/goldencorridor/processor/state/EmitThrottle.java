package dev.goldencorridor.processor.state;

/**
 * Decides how soon a step emits what it has added up. A step that keeps up with its input emits at once. A step that is
 * behind pauses after each emit, so that it adds up more before the next one. For a task's thread.
 */
public final class EmitThrottle {
    /** A step is behind when its latest record is older than this. */
    private static final long BEHIND_MILLIS = 1_000;

    private static final long PAUSE_WHEN_BEHIND_MILLIS = 50;

    private long latestTimestamp;
    private boolean hasReceived;
    private long pausedFrom = Long.MIN_VALUE;
    private long pausedUntil = Long.MIN_VALUE;

    /**
     * To be called for each record received.
     *
     * @param timestamp when the broker appended the record, milliseconds since 1970-01-01T00:00Z
     */
    public void received(long timestamp) {
        latestTimestamp = timestamp;
        hasReceived = true;
    }

    /** Whether it is too soon to emit again. */
    public boolean isPaused(long wallClock) {
        // A clock that went back does not prolong the pause.
        return pausedFrom <= wallClock && wallClock < pausedUntil;
    }

    public boolean isBehind(long wallClock) {
        return wallClock - latestTimestamp > BEHIND_MILLIS;
    }

    /** Whether old records have come since the last call. The latest record of an idle step is old, too. */
    public boolean takeOldRecords(long wallClock) {
        boolean isReceivingOld = hasReceived && isBehind(wallClock);
        hasReceived = false;
        return isReceivingOld;
    }

    /**
     * To be called after each emit.
     *
     * @param pauseMillis the least pause before the next emit; it grows with the amount that was emitted
     */
    public void emitted(long pauseMillis, long wallClock) {
        pausedFrom = wallClock;
        pausedUntil = wallClock + (isBehind(wallClock) ? Math.max(pauseMillis, PAUSE_WHEN_BEHIND_MILLIS) : pauseMillis);
    }
}
