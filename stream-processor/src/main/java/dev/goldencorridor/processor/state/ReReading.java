package dev.goldencorridor.processor.state;

import java.nio.ByteBuffer;

/**
 * Whether a step is still reading movements again after a reset. Until it has read all movements from before the reset,
 * it has less information than before. Meanwhile it must not conclude that something has not happened.
 *
 * <p>A step does not see how far its inputs are read. It sees when the broker appended each record. When no record from
 * before the reset has come for a while, the re-reading is over. For a task's thread.
 */
public final class ReReading {
    /** The key of the mark that a reset writes. The value is its time, milliseconds since 1970-01-01T00:00Z. */
    public static final String KEY = "recount";

    /** Longer than any pause of an input that is being read, and longer than a task waits for its other inputs. */
    private static final long QUIET_MILLIS = 15_000;

    private final StoreSection section;
    private long resetAt;
    private long quietSince = Long.MIN_VALUE;

    /** Reads the mark from a section. */
    public ReReading(StoreSection section) {
        this.section = section;
        byte[] mark = section.get(KEY);
        this.resetAt = mark == null ? Long.MIN_VALUE : ByteBuffer.wrap(mark).getLong();
    }

    /**
     * To be called for each record received.
     *
     * @param timestamp when the broker appended the record, milliseconds since 1970-01-01T00:00Z
     */
    public void received(long timestamp, long wallClock) {
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
            // After a restart the quiet period begins again.
            quietSince = wallClock;
        }
        if (wallClock - quietSince < QUIET_MILLIS) {
            return true;
        }
        end();
        return false;
    }

    private void end() {
        section.put(KEY, null);
        resetAt = Long.MIN_VALUE;
    }
}
