package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.FurthestTime;
import dev.goldencorridor.processor.state.Section;

/** What a task holds for now: the furthest event time that it was told, or the time of day. It never goes back. */
final class PipelineClock {
    private final boolean eventClock;
    private final FurthestTime furthest;
    private long timeOfDay = FurthestTime.NONE;

    PipelineClock(boolean eventClock, Section section, BeforeCommit.Request write) {
        this.eventClock = eventClock;
        this.furthest = new FurthestTime(section, write);
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
        return now() != FurthestTime.NONE;
    }

    private long now() {
        return eventClock ? furthest.millis() : timeOfDay;
    }

    /** Writes what has changed. */
    void write() {
        furthest.write();
    }
}
