package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * What an alert tells beside its measure; a change of it is a change of the alert.
 *
 * @param plannedAt milliseconds since 1970-01-01T00:00Z or {@link dev.goldencorridor.processor.model.Call#UNKNOWN};
 *     likewise {@code occurredAt}
 * @param reason null if not told
 */
record Facts(long plannedAt, long occurredAt, String reason) {
    static Facts since(long occurredAt, String reason) {
        return new Facts(UNKNOWN, occurredAt, reason);
    }

    Facts withReason(String told) {
        return new Facts(plannedAt, occurredAt, told);
    }

    static Instant instant(long millis) {
        return millis == UNKNOWN ? null : Instant.ofEpochMilli(millis);
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, plannedAt);
        VarLong.write(out, occurredAt);
        out.writeUTF(reason == null ? "" : reason);
    }

    static Facts read(DataInput in) throws IOException {
        long plannedAt = VarLong.read(in);
        long occurredAt = VarLong.read(in);
        String reason = in.readUTF();
        return new Facts(plannedAt, occurredAt, reason.isEmpty() ? null : reason);
    }
}
