package dev.goldencorridor.processor.state;

import java.nio.ByteBuffer;

/** The furthest event time that a step has seen. A restart does not move it back. For a task's thread. */
public final class PersistentWatermark {
    /** The value of {@link #millis} before any event. */
    public static final long NONE = Long.MIN_VALUE;

    private static final String KEY = "furthest";

    private final StoreSection section;
    private final CommitHook.Registration commitHook;
    private long millis = NONE;
    private long storedMillis = NONE;

    /**
     * Restores the watermark of a section.
     *
     * @param commitHook the registration of the processor, which flushes this watermark before a commit
     */
    public PersistentWatermark(StoreSection section, CommitHook.Registration commitHook) {
        this.section = section;
        this.commitHook = commitHook;
        commitHook.beforeCommit(this::flush);
        byte[] stored = section.get(KEY);
        if (stored != null) {
            millis = ByteBuffer.wrap(stored).getLong();
            storedMillis = millis;
        }
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long millis() {
        return millis;
    }

    /** Moves the watermark on to an event time. An earlier one has no effect. */
    public void advanceTo(long eventTime) {
        if (eventTime > millis) {
            millis = eventTime;
            commitHook.markDirty();
        }
    }

    /** Puts the watermark into the section if it has changed. */
    private void flush() {
        if (millis > storedMillis) {
            section.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
            storedMillis = millis;
        }
    }
}
