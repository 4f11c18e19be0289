package dev.goldencorridor.processor.state;

import java.nio.ByteBuffer;

/** The furthest event time that a step knows of, kept in its store, so that it does not go back at a restart. For a task's thread. */
public final class PersistentWatermark {
    /** Before any event; {@link #millis} then says this. */
    public static final long NONE = Long.MIN_VALUE;

    private static final String KEY = "furthest";

    private final StoreSection section;
    private final CommitHook.Request write;
    private long millis = NONE;
    private long written = NONE;

    /**
     * As the section has it.
     *
     * @param write the request of the processor; whoever made it has {@link #write} called
     */
    public PersistentWatermark(StoreSection section, CommitHook.Request write) {
        this.section = section;
        this.write = write;
        byte[] known = section.get(KEY);
        if (known != null) {
            millis = ByteBuffer.wrap(known).getLong();
            written = millis;
        }
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long millis() {
        return millis;
    }

    /** Takes in an event time; an earlier one is ignored. */
    public void reach(long eventTime) {
        if (eventTime > millis) {
            millis = eventTime;
            write.make();
        }
    }

    /** Writes what has changed. */
    public void write() {
        if (millis > written) {
            section.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
            written = millis;
        }
    }
}
