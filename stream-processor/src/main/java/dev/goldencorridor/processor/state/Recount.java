package dev.goldencorridor.processor.state;

import java.nio.ByteBuffer;

/**
 * Whether movements are read again after a reset. Until all of those that came before the reset are read, a step knows less
 * than it did, and must not conclude that something has not happened.
 *
 * <p>A step does not see how far its inputs are read. It sees when the broker took each record: when no record from before
 * the reset has come for a while, there are none left. For a task's thread.
 */
public final class Recount {
    /** The key of the mark that a reset writes: milliseconds since 1970-01-01T00:00Z. */
    public static final String KEY = "recount";

    /** Longer than any pause of an input that is being read, and than a task waits for its other inputs. */
    private static final long QUIET_MILLIS = 15_000;

    private final StoreSection section;
    private long resetAt;
    private long quietSince = Long.MIN_VALUE;

    /** As the section says. */
    public Recount(StoreSection section) {
        this.section = section;
        byte[] mark = section.get(KEY);
        this.resetAt = mark == null ? Long.MIN_VALUE : ByteBuffer.wrap(mark).getLong();
    }

    /**
     * A record has come.
     *
     * @param timestamp when the broker took it
     */
    public void took(long timestamp, long wallClock) {
        if (timestamp < resetAt) {
            quietSince = wallClock;
        }
    }

    /** Whether movements from before the reset may still come. */
    public boolean isUnderWay(long wallClock) {
        if (resetAt == Long.MIN_VALUE) {
            return false;
        }
        if (quietSince == Long.MIN_VALUE) {
            // A restart begins to wait anew.
            quietSince = wallClock;
        }
        if (wallClock - quietSince < QUIET_MILLIS) {
            return true;
        }
        section.put(KEY, null);
        resetAt = Long.MIN_VALUE;
        return false;
    }
}
