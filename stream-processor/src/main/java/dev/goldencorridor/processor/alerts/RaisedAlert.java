package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One raising of an alert, until it is withdrawn. Instants are milliseconds since 1970-01-01T00:00Z, durations
 * milliseconds.
 *
 * @param severity the greatest so far
 * @param isShown whether the event itself showed the lateness; otherwise the event is waited for
 * @param since what it is counted from
 * @param isGrouped whether it is a consequence of the port's being closed
 * @param value what was compared with the threshold when this was last told
 * @param trainNumber null where it is about the facility itself
 * @param clearedAt {@link dev.goldencorridor.processor.model.Call#UNKNOWN} while it is raised
 * @param cause null while it is raised
 */
record RaisedAlert(
        Severity severity,
        boolean isShown,
        long since,
        AlertDetails facts,
        boolean isGrouped,
        long value,
        long threshold,
        String trainNumber,
        long raisedAt,
        long clearedAt,
        ClearedCause cause) {
    boolean isCleared() {
        return cause != null;
    }

    RaisedAlert cleared(ClearedCause why, long at, long now, AlertDetails then) {
        return new RaisedAlert(severity, isShown, since, then, isGrouped, now, threshold, trainNumber, raisedAt, at, why);
    }

    RaisedAlert with(AlertDetails then) {
        return new RaisedAlert(
                severity, isShown, since, then, isGrouped, value, threshold, trainNumber, raisedAt, clearedAt, cause);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(severity.code() | (isShown ? 0x10 : 0) | (isGrouped ? 0x20 : 0) | (isCleared() ? 0x40 : 0));
        VarLong.write(out, since);
        facts.write(out);
        VarLong.write(out, value);
        VarLong.write(out, threshold);
        out.writeUTF(trainNumber == null ? "" : trainNumber);
        VarLong.write(out, raisedAt);
        if (isCleared()) {
            VarLong.write(out, clearedAt);
            out.writeByte(cause.code());
        }
    }

    static RaisedAlert read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        boolean isCleared = (flags & 0x40) != 0;
        long since = VarLong.read(in);
        AlertDetails facts = AlertDetails.read(in);
        long value = VarLong.read(in);
        long threshold = VarLong.read(in);
        String trainNumber = in.readUTF();
        return new RaisedAlert(
                Severity.ofCode(flags & 0x0F),
                (flags & 0x10) != 0,
                since,
                facts,
                (flags & 0x20) != 0,
                value,
                threshold,
                trainNumber.isEmpty() ? null : trainNumber,
                VarLong.read(in),
                isCleared ? VarLong.read(in) : UNKNOWN,
                isCleared ? ClearedCause.ofCode(in.readByte()) : null);
    }
}
