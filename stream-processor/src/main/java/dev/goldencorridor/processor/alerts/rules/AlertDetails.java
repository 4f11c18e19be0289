package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * The fields of an alert that explain it. A change of one of them revises the alert.
 *
 * @param plannedAt milliseconds since 1970-01-01T00:00Z or {@link dev.goldencorridor.processor.model.Call#UNKNOWN};
 *     likewise {@code occurredAt}
 * @param reason null if no reason was reported
 */
public record AlertDetails(long plannedAt, long occurredAt, String reason) {
    public static AlertDetails since(long occurredAt, String reason) {
        return new AlertDetails(UNKNOWN, occurredAt, reason);
    }

    public AlertDetails withReason(String newReason) {
        return new AlertDetails(plannedAt, occurredAt, newReason);
    }

    /** Null if the instant is unknown. */
    public static Instant instant(long millis) {
        return millis == UNKNOWN ? null : Instant.ofEpochMilli(millis);
    }

    public void write(DataOutput out) throws IOException {
        VarLong.write(out, plannedAt);
        VarLong.write(out, occurredAt);
        out.writeUTF(reason == null ? "" : reason);
    }

    public static AlertDetails read(DataInput in) throws IOException {
        long plannedAt = VarLong.read(in);
        long occurredAt = VarLong.read(in);
        String reason = in.readUTF();
        return new AlertDetails(plannedAt, occurredAt, reason.isEmpty() ? null : reason);
    }
}
