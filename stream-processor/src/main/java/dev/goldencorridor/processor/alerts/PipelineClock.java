package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StoreSection;

/**
 * The present time of a task: its watermark or the time of day, as configured. It never goes back. For a task's
 * thread.
 *
 * <p>A task that was away has not read what was reported meanwhile. Nothing may count as missing then. So until it has
 * read its backlog, its time of day is when the broker appended the last record that it has read.
 */
final class PipelineClock {
    /** A younger record does not belong to a backlog. */
    private static final long BACKLOG_MILLIS = 30_000;
    /** Longer than any pause of an input that is being read. */
    private static final long QUIET_MILLIS = 5_000;
    /** The first record of a backlog comes within this time. */
    private static final long START_MILLIS = 2_000;

    private final boolean isEventClock;
    private final PersistentWatermark watermark;
    private final long startedAt;
    private long timeOfDay = PersistentWatermark.NONE;
    private long appendedAt = PersistentWatermark.NONE;
    private long receivedAt;

    PipelineClock(boolean isEventClock, StoreSection section, CommitHook.Registration commitHook, long startedAt) {
        this.isEventClock = isEventClock;
        this.watermark = new PersistentWatermark(section, commitHook);
        this.startedAt = startedAt;
    }

    /**
     * To be called for each record, before the clock is advanced for it.
     *
     * @param timestamp when the broker appended it, in milliseconds since 1970-01-01T00:00Z
     */
    void received(long timestamp, long wallClock) {
        appendedAt = timestamp;
        receivedAt = wallClock;
    }

    /**
     * Advances the configured clock and ignores the other time.
     *
     * @return the present time, in milliseconds since 1970-01-01T00:00Z, as are the parameters
     */
    long advanceTo(long wallClock, long eventTime) {
        if (isEventClock) {
            watermark.advanceTo(eventTime);
        } else {
            timeOfDay = Math.max(timeOfDay, knownUpTo(wallClock));
        }
        return now();
    }

    /** Advances the time of day, if it is the configured clock. The event clock does not change. */
    long advanceTo(long wallClock) {
        return advanceTo(wallClock, PersistentWatermark.NONE);
    }

    private long knownUpTo(long wallClock) {
        if (appendedAt == PersistentWatermark.NONE) {
            return wallClock - startedAt < START_MILLIS ? PersistentWatermark.NONE : wallClock;
        }
        boolean isReadingBacklog = wallClock - appendedAt > BACKLOG_MILLIS && wallClock - receivedAt < QUIET_MILLIS;
        return isReadingBacklog ? appendedAt : wallClock;
    }

    /** The event clock has no time before the first event. The time of day begins shortly after the start. */
    boolean hasBegun() {
        return now() != PersistentWatermark.NONE;
    }

    private long now() {
        return isEventClock ? watermark.millis() : timeOfDay;
    }
}
