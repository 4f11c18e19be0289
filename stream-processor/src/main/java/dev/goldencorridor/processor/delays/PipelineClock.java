package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.Section;
import java.nio.ByteBuffer;

/** What a task holds for now: the furthest event time that it was told, or the time of day. It never goes back. */
final class PipelineClock {
    private static final String FURTHEST = "furthest";

    private final boolean eventClock;
    private final Section section;
    private final BeforeCommit.Request write;
    private long now = Long.MIN_VALUE;
    private long written = Long.MIN_VALUE;

    PipelineClock(boolean eventClock, Section section, BeforeCommit.Request write) {
        this.eventClock = eventClock;
        this.section = section;
        this.write = write;
        byte[] known = eventClock ? section.get(FURTHEST) : null;
        if (known != null) {
            now = ByteBuffer.wrap(known).getLong();
            written = now;
        }
    }

    /** Both clocks are told; one of them counts. */
    long moveTo(long wallClock, long eventTime) {
        if (!eventClock) {
            now = Math.max(now, wallClock);
        } else if (eventTime > now) {
            now = eventTime;
            write.make();
        }
        return now;
    }

    /** Before the first event the event clock shows nothing. */
    boolean hasBegun() {
        return now != Long.MIN_VALUE;
    }

    /** Writes what has changed. */
    void write() {
        if (eventClock && now > written) {
            section.put(FURTHEST, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
            written = now;
        }
    }
}
