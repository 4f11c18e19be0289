package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StoreSection;

/**
 * The present time of a task: its watermark or the time of day, as configured. It never goes back. For a task's
 * thread.
 */
final class PipelineClock {
    private final boolean isEventClock;
    private final PersistentWatermark watermark;
    private long timeOfDay = PersistentWatermark.NONE;

    PipelineClock(boolean isEventClock, StoreSection section, CommitHook.Registration commitHook) {
        this.isEventClock = isEventClock;
        this.watermark = new PersistentWatermark(section, commitHook);
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
            timeOfDay = Math.max(timeOfDay, wallClock);
        }
        return now();
    }

    /** Advances the time of day, if it is the configured clock. The event clock does not change. */
    long advanceTo(long wallClock) {
        return advanceTo(wallClock, PersistentWatermark.NONE);
    }

    /** The event clock has no time before the first event. */
    boolean hasBegun() {
        return now() != PersistentWatermark.NONE;
    }

    private long now() {
        return isEventClock ? watermark.millis() : timeOfDay;
    }
}
