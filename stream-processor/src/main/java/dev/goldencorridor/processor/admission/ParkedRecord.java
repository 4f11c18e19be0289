package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.codec.BinaryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A received record that waits for its schema id.
 *
 * @param timestamp the broker's clock when it received the record, milliseconds since 1970-01-01T00:00Z
 * @param parkedAt the time of day when it was parked, in the same unit
 * @param schemaId the id in the value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ParkedRecord(Origin origin, long timestamp, long parkedAt, int schemaId, byte[] key, byte[] value) {
    private static final byte VERSION = 1;
    /** The stored bytes of all fields but topic, key and value. */
    private static final int OVERHEAD_BYTES = 50;

    /** Returns the key in the store, which orders records by topic and offset. */
    String storeKey() {
        return "%s\0%016x".formatted(origin.topic(), origin.offset());
    }

    int bytes() {
        return key.length + value.length + origin.topic().length() + OVERHEAD_BYTES;
    }

    byte[] toBytes() {
        return BinaryCodec.write(bytes(), this::writeTo);
    }

    private void writeTo(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(origin.topic());
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        out.writeLong(timestamp);
        out.writeLong(parkedAt);
        out.writeInt(schemaId);
        out.writeInt(key.length);
        out.write(key);
        out.writeInt(value.length);
        out.write(value);
    }

    /** @throws UncheckedIOException if the bytes are not of {@link #toBytes} */
    static ParkedRecord fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a record that waits for its schema", in -> {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + " is of a later release; this one reads " + VERSION);
            }
            return new ParkedRecord(
                    new Origin(in.readUTF(), in.readInt(), in.readLong()),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    readBytes(in),
                    readBytes(in));
        });
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
