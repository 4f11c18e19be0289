package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is published of a run's status.
 *
 * @param revision of the last value; 0 if none was published, or if the last record was a tombstone
 * @param contentHigh half of the digest of that value's content; {@code contentLow} is the other half
 * @param endedAt when the run ended by that value, milliseconds since 1970-01-01T00:00Z; unknown if it goes on. It
 *     stays after the tombstone: a cancelled run has no other time of its end
 */
record PublishedStatus(long revision, long contentHigh, long contentLow, long endedAt) {
    static final PublishedStatus NONE = new PublishedStatus(0, 0, 0, UNKNOWN);

    /** After the tombstone of a run that ended. */
    static PublishedStatus past(long endedAt) {
        return new PublishedStatus(0, 0, 0, endedAt);
    }

    boolean isPublished() {
        return revision > 0;
    }

    /** Whether the run has ended, and its tombstone is published. */
    boolean isPast() {
        return !isPublished() && endedAt != UNKNOWN;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, revision);
        out.writeLong(contentHigh);
        out.writeLong(contentLow);
        out.writeBoolean(endedAt != UNKNOWN);
        if (endedAt != UNKNOWN) {
            VarLong.write(out, endedAt);
        }
    }

    static PublishedStatus read(DataInput in) throws IOException {
        return new PublishedStatus(
                VarLong.read(in), in.readLong(), in.readLong(), in.readBoolean() ? VarLong.read(in) : UNKNOWN);
    }
}
