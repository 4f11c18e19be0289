package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.IOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The form in which the clock and news of ports travel between tasks; only this application reads and writes it. */
public final class BroadcastSerde implements Serde<StepMessage> {
    private static final byte CLOCK = 3;
    private static final byte PORT = 4;

    @Override
    public Serializer<StepMessage> serializer() {
        return (topic, news) -> toBytes(news);
    }

    @Override
    public Deserializer<StepMessage> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    private static byte[] toBytes(StepMessage news) {
        return BinaryCodec.write(64, out -> {
            if (news instanceof RunUpdate.Clock clock) {
                out.writeByte(CLOCK);
                VarLong.write(out, clock.watermark());
            } else if (news instanceof PortStatusUpdate port) {
                out.writeByte(PORT);
                out.writeBoolean(port.isClosed());
                out.writeUTF(port.reason() == null ? "" : port.reason());
                VarLong.write(out, port.decidedAt());
            } else {
                throw new IllegalArgumentException("does not travel between tasks: " + news);
            }
        });
    }

    private static StepMessage fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a notice of the clock or a port", in -> {
            byte form = in.readByte();
            switch (form) {
                case CLOCK -> {
                    return new RunUpdate.Clock(VarLong.read(in));
                }
                case PORT -> {
                    boolean isClosed = in.readBoolean();
                    String reason = in.readUTF();
                    return new PortStatusUpdate(isClosed, reason.isEmpty() ? null : reason, VarLong.read(in));
                }
                default -> throw new IOException("form " + form + " is not known to this release");
            }
        });
    }
}
