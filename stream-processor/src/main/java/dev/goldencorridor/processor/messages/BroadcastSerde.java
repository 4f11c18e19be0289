package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.IOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The bytes of messages that go to all tasks. Only this application reads and writes them. */
public final class BroadcastSerde implements Serde<StepMessage> {
    private static final byte CLOCK = 3;
    private static final byte PORT = 4;

    @Override
    public Serializer<StepMessage> serializer() {
        return (topic, message) -> toBytes(message);
    }

    @Override
    public Deserializer<StepMessage> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    private static byte[] toBytes(StepMessage message) {
        return BinaryCodec.write(64, out -> {
            if (message instanceof RunUpdate.ClockAdvanced clock) {
                out.writeByte(CLOCK);
                VarLong.write(out, clock.watermark());
            } else if (message instanceof PortStatusUpdate port) {
                out.writeByte(PORT);
                out.writeBoolean(port.isClosed());
                out.writeUTF(port.reason() == null ? "" : port.reason());
                VarLong.write(out, port.decidedAt());
            } else {
                throw new IllegalArgumentException("does not travel between tasks: " + message);
            }
        });
    }

    private static StepMessage fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a notice of the clock or a port", in -> {
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
                default -> throw new IOException("form " + type + " is not known to this release");
            }
        });
    }
}
