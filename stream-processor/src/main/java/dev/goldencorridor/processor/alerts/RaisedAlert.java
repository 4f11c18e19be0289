package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.schemas.alerts.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An alert that was raised, until it is withdrawn. Instants are milliseconds since 1970-01-01T00:00Z, durations are
 * milliseconds.
 *
 * @param severity the highest so far
 * @param isAlreadyLate whether the event has occurred and its own time shows the lateness; otherwise it is still
 *     awaited
 * @param since the start of the delay; {@link dev.goldencorridor.processor.model.Call#UNKNOWN} if it is already late
 * @param isGrouped whether the closure of the port is the parent
 * @param value the value that was compared with the thresholds at the last revision
 * @param threshold of the severity
 * @param trainNumber null if the alert is about a facility
 * @param clearedAt {@link dev.goldencorridor.processor.model.Call#UNKNOWN} while it is raised
 * @param clearedCause null while it is raised
 */
record RaisedAlert(
        Severity severity,
        boolean isAlreadyLate,
        long since,
        AlertDetails details,
        boolean isGrouped,
        long value,
        long threshold,
        String trainNumber,
        long raisedAt,
        long clearedAt,
        ClearedCause clearedCause) {
    // The bits of the stored byte that also holds the code of the severity.
    private static final int ALREADY_LATE = 0x10;
    private static final int GROUPED = 0x20;
    private static final int CLEARED = 0x40;
    private static final int SEVERITY_CODE = 0x0F;

    boolean isCleared() {
        return clearedCause != null;
    }

    RaisedAlert cleared(ClearedCause cause, long at, long finalValue, AlertDetails finalDetails) {
        return new RaisedAlert(
                severity,
                isAlreadyLate,
                since,
                finalDetails,
                isGrouped,
                finalValue,
                threshold,
                trainNumber,
                raisedAt,
                at,
                cause);
    }

    RaisedAlert with(AlertDetails newDetails) {
        return new RaisedAlert(
                severity,
                isAlreadyLate,
                since,
                newDetails,
                isGrouped,
                value,
                threshold,
                trainNumber,
                raisedAt,
                clearedAt,
                clearedCause);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(severity.code()
                | (isAlreadyLate ? ALREADY_LATE : 0)
                | (isGrouped ? GROUPED : 0)
                | (isCleared() ? CLEARED : 0));
        VarLong.write(out, since);
        details.write(out);
        VarLong.write(out, value);
        VarLong.write(out, threshold);
        out.writeUTF(trainNumber == null ? "" : trainNumber);
        VarLong.write(out, raisedAt);
        if (isCleared()) {
            VarLong.write(out, clearedAt);
            out.writeByte(clearedCause.code());
        }
    }

    static RaisedAlert read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        boolean isCleared = (flags & CLEARED) != 0;
        long since = VarLong.read(in);
        AlertDetails details = AlertDetails.read(in);
        long value = VarLong.read(in);
        long threshold = VarLong.read(in);
        String trainNumber = in.readUTF();
        return new RaisedAlert(
                Severity.ofCode(flags & SEVERITY_CODE),
                (flags & ALREADY_LATE) != 0,
                since,
                details,
                (flags & GROUPED) != 0,
                value,
                threshold,
                trainNumber.isEmpty() ? null : trainNumber,
                VarLong.read(in),
                isCleared ? VarLong.read(in) : UNKNOWN,
                isCleared ? ClearedCause.ofCode(in.readByte()) : null);
    }
}
