package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * The state of one alert key.
 *
 * @param publisher of the call that the alert is about; empty if it is unknown, or if the alert is about a facility
 * @param raised the last raised alert, cleared or not; null if there was none, or its key is deleted
 * @param revision of the last emitted value; 0 if none was emitted
 * @param isLatenessReported whether the lateness of the event that has occurred was emitted, so that it is not raised
 *     again
 */
record Alert(
        String facility,
        String publisher,
        AlertType type,
        RaisedAlert raised,
        long revision,
        boolean isLatenessReported) {
    private static final double MILLIS_IN_SECOND = 1e3;
    // The bits of the stored byte that also holds the code of the type.
    private static final int HAS_RAISED = 0x40;
    private static final int LATENESS_REPORTED = 0x20;
    private static final int TYPE_CODE = 0x1F;

    static Alert none(String facility, String publisher, AlertType type) {
        return new Alert(facility, publisher, type, null, 0, false);
    }

    boolean isRaised() {
        return raised != null && !raised.isCleared();
    }

    /** The severity while the alert is raised; null if it is not. */
    Severity raisedSeverity() {
        return isRaised() ? raised.severity() : null;
    }

    boolean isCleared() {
        return raised != null && raised.isCleared();
    }

    /** Whether there is nothing to store. */
    boolean isBlank() {
        return raised == null && revision == 0 && !isLatenessReported;
    }

    /** A change that is emitted. */
    Alert revised(RaisedAlert newRaised) {
        return new Alert(facility, publisher, type, newRaised, revision + 1, isLatenessReported);
    }

    /** A change that is stored but not emitted. */
    Alert unrevised(RaisedAlert newRaised) {
        return new Alert(facility, publisher, type, newRaised, revision, isLatenessReported);
    }

    /** Its key is deleted from the topic. The revision goes on if the alert is raised again. */
    Alert deleted() {
        return unrevised(null);
    }

    Alert latenessReported(boolean isReported) {
        return isReported == isLatenessReported
                ? this
                : new Alert(facility, publisher, type, raised, revision, isReported);
    }

    /** The value on the topic. The alert must have been raised. */
    DelayAlert record(String run, long now) {
        return DelayAlert.newBuilder()
                .setFacility(facility)
                .setTrainRunId(run)
                .setTrainNumber(raised.trainNumber())
                .setType(type.name())
                .setState(raised.isCleared() ? "CLEARED" : "RAISED")
                .setSeverity(raised.severity().name())
                .setValueSeconds(raised.value() / MILLIS_IN_SECOND)
                .setThresholdSeconds(raised.threshold() / MILLIS_IN_SECOND)
                .setPlannedAt(AlertDetails.instant(raised.details().plannedAt()))
                .setOccurredAt(AlertDetails.instant(raised.details().occurredAt()))
                .setRaisedAt(Instant.ofEpochMilli(raised.raisedAt()))
                .setClearedAt(AlertDetails.instant(raised.clearedAt()))
                .setClearedCause(raised.isCleared() ? raised.clearedCause().name() : null)
                .setReason(raised.details().reason())
                .setParentKey(raised.isGrouped() ? portClosedKey() : null)
                .setAsOf(Instant.ofEpochMilli(now))
                .setRevision(revision)
                .build();
    }

    private String portClosedKey() {
        return AlertKey.of(facility, AlertKey.ALL_RUNS, AlertType.PORT_CLOSED).toString();
    }

    /** Writes all but the publisher, which the caller stores where it is needed. */
    void write(DataOutput out) throws IOException {
        out.writeUTF(facility);
        out.writeByte(type.code() | (raised == null ? 0 : HAS_RAISED) | (isLatenessReported ? LATENESS_REPORTED : 0));
        VarLong.write(out, revision);
        if (raised != null) {
            raised.write(out);
        }
    }

    static Alert read(DataInput in, String publisher) throws IOException {
        String facility = in.readUTF();
        int flags = in.readUnsignedByte();
        long revision = VarLong.read(in);
        return new Alert(
                facility,
                publisher,
                AlertType.ofCode(flags & TYPE_CODE),
                (flags & HAS_RAISED) == 0 ? null : RaisedAlert.read(in),
                revision,
                (flags & LATENESS_REPORTED) != 0);
    }
}
