package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a start needs to know of a watched run.
 *
 * @param scheduledAt where {@link DueRuns} holds the run, milliseconds since 1970-01-01T00:00Z; {@link
 *     AlertLifecycle#NEVER} if it does not
 * @param isPublished whether a status of the run is published
 * @param isOutdated whether the run has changed since its status was published
 */
record RunHeader(long scheduledAt, boolean isPublished, boolean isOutdated) {
    private static final int SCHEDULED = 1;
    private static final int PUBLISHED = 2;
    private static final int OUTDATED = 4;
    private static final int ESTIMATED_BYTES = 11;

    static RunHeader of(long scheduledAt, PublishedStatus published) {
        return new RunHeader(scheduledAt, published.isPublished(), published.isOutdated());
    }

    /** A header after which a start does all that it does after either of the two. */
    RunHeader or(RunHeader other) {
        return new RunHeader(
                Math.min(scheduledAt, other.scheduledAt),
                isPublished || other.isPublished,
                isOutdated || other.isOutdated);
    }

    byte[] toBytes() {
        return BinaryCodec.write(ESTIMATED_BYTES, this::write);
    }

    static RunHeader fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "the header of a stored run", RunHeader::read);
    }

    void write(DataOutput out) throws IOException {
        boolean isScheduled = scheduledAt != AlertLifecycle.NEVER;
        out.writeByte((isScheduled ? SCHEDULED : 0) | (isPublished ? PUBLISHED : 0) | (isOutdated ? OUTDATED : 0));
        if (isScheduled) {
            VarLong.write(out, scheduledAt);
        }
    }

    static RunHeader read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        long scheduledAt = (flags & SCHEDULED) == 0 ? AlertLifecycle.NEVER : VarLong.read(in);
        return new RunHeader(scheduledAt, (flags & PUBLISHED) != 0, (flags & OUTDATED) != 0);
    }
}
