package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.schemas.DelayAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * What is remembered of one key of the alerts.
 *
 * @param publisher of the call that it is about; empty if it is unknown, or if it is about the facility itself
 * @param raising the last one; null if there was none, or it is withdrawn
 * @param revision of what was last told; 0 if nothing was
 * @param isSpent whether the lateness that the event shows has been told, so that it is not told again
 */
record Alert(String facility, String publisher, AlertType type, RaisedAlert raising, long revision, boolean isSpent) {
    /** Stands for a run where an alert is about the facility itself. */
    static final String ALL = "ALL";

    private static final double MILLIS_IN_SECOND = 1000.0;

    static Alert none(String facility, String publisher, AlertType type) {
        return new Alert(facility, publisher, type, null, 0, false);
    }

    static String key(String facility, String run, AlertType type) {
        return facility + "|" + run + "|" + type.name();
    }

    boolean isRaised() {
        return raising != null && !raising.isCleared();
    }

    boolean isCleared() {
        return raising != null && raising.isCleared();
    }

    /** Whether there is nothing to remember. */
    boolean isBlank() {
        return raising == null && revision == 0 && !isSpent;
    }

    Alert told(RaisedAlert now) {
        return new Alert(facility, publisher, type, now, revision + 1, isSpent);
    }

    /** The same to its readers. */
    Alert quietly(RaisedAlert now) {
        return new Alert(facility, publisher, type, now, revision, isSpent);
    }

    Alert spent(boolean now) {
        return now == isSpent ? this : new Alert(facility, publisher, type, raising, revision, now);
    }

    /** As the topic has it. There must be a raising. */
    DelayAlert record(String run, long clock) {
        return DelayAlert.newBuilder()
                .setFacility(facility)
                .setTrainRunId(run)
                .setTrainNumber(raising.trainNumber())
                .setType(type.name())
                .setState(raising.isCleared() ? "CLEARED" : "RAISED")
                .setSeverity(raising.severity().name())
                .setValueSeconds(raising.value() / MILLIS_IN_SECOND)
                .setThresholdSeconds(raising.threshold() / MILLIS_IN_SECOND)
                .setPlannedAt(AlertDetails.instant(raising.facts().plannedAt()))
                .setOccurredAt(AlertDetails.instant(raising.facts().occurredAt()))
                .setRaisedAt(Instant.ofEpochMilli(raising.raisedAt()))
                .setClearedAt(AlertDetails.instant(raising.clearedAt()))
                .setClearedCause(raising.isCleared() ? raising.cause().name() : null)
                .setReason(raising.facts().reason())
                .setParentKey(raising.isGrouped() ? key(facility, ALL, AlertType.PORT_CLOSED) : null)
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(revision)
                .build();
    }

    /** Its publisher is not written; whoever needs it keeps it. */
    void write(DataOutput out) throws IOException {
        out.writeUTF(facility);
        out.writeByte(type.code() | (raising == null ? 0 : 0x40) | (isSpent ? 0x20 : 0));
        VarLong.write(out, revision);
        if (raising != null) {
            raising.write(out);
        }
    }

    static Alert read(DataInput in, String publisher) throws IOException {
        String facility = in.readUTF();
        int flags = in.readUnsignedByte();
        long revision = VarLong.read(in);
        return new Alert(
                facility,
                publisher,
                AlertType.ofCode(flags & 0x1F),
                (flags & 0x40) == 0 ? null : RaisedAlert.read(in),
                revision,
                (flags & 0x20) != 0);
    }
}
