package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A port is closed or open; the record's key is its facility.
 *
 * @param reason null if none was given
 * @param decidedAt milliseconds since 1970-01-01T00:00Z; 0 where the port is open
 */
public record PortStatusUpdate(boolean isClosed, String reason, long decidedAt)
        implements AlertUpdate, BroadcastUpdate {
    /** The meaning of a tombstone in the control topic. */
    public static final PortStatusUpdate OPEN = new PortStatusUpdate(false, null, 0);

    @Override
    public void accept(String key, long timestamp, Handler handler) {
        handler.onPortStatus(key, this);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(BroadcastSerde.PORT);
        out.writeBoolean(isClosed);
        out.writeUTF(reason == null ? "" : reason);
        VarLong.write(out, decidedAt);
    }
}
