package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StoreSection;

/** What a task holds for now: the furthest event time that it was told, or the time of day. It never goes back. */
final class PipelineClock {
    private final boolean eventClock;
    private final PersistentWatermark furthest;
    private long timeOfDay = PersistentWatermark.NONE;

    PipelineClock(boolean eventClock, StoreSection section, CommitHook.Request write) {
        this.eventClock = eventClock;
        this.furthest = new PersistentWatermark(section, write);
    }

    /** Both clocks are told; one of them counts. */
    long moveTo(long wallClock, long eventTime) {
        if (eventClock) {
            furthest.reach(eventTime);
        } else {
            timeOfDay = Math.max(timeOfDay, wallClock);
        }
        return now();
    }

    /** Before the first event the event clock shows nothing. */
    boolean hasBegun() {
        return now() != PersistentWatermark.NONE;
    }

    private long now() {
        return eventClock ? furthest.millis() : timeOfDay;
    }

    /** Writes what has changed. */
    void write() {
        furthest.write();
    }
}
