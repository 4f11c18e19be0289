package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.IOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The bytes of messages that go to all tasks. Only this application reads and writes them. */
public final class BroadcastSerde implements Serde<BroadcastUpdate> {
    static final byte CLOCK = 3;
    static final byte PORT = 4;
    static final byte EXPECTED_DURATION = 5;

    @Override
    public Serializer<BroadcastUpdate> serializer() {
        return (topic, message) -> toBytes(message);
    }

    @Override
    public Deserializer<BroadcastUpdate> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    private static byte[] toBytes(BroadcastUpdate message) {
        return BinaryCodec.write(64, message::write);
    }

    private static BroadcastUpdate fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a broadcast update", in -> {
            byte type = in.readByte();
            switch (type) {
                case CLOCK -> {
                    return new RunUpdate.ClockAdvanced(VarLong.read(in));
                }
                case PORT -> {
                    boolean isClosed = in.readBoolean();
                    String reason = in.readUTF();
                    return new PortStatusUpdate(isClosed, reason.isEmpty() ? null : reason, VarLong.read(in));
                }
                case EXPECTED_DURATION -> {
                    return ExpectedDurationUpdate.read(in);
                }
                default ->
                    throw new IOException(
                            "type " + type + "; this release reads types " + CLOCK + " to " + EXPECTED_DURATION);
            }
        });
    }
}
