package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.VarLong;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The form of contributions on the repartition topic, which only this application reads and writes. */
public final class ContributionSerde implements Serde<Contribution> {
    private static final byte PANE_CHANGE = 1;
    private static final byte STANDING = 2;
    private static final byte NOT_STANDING = 3;
    private static final byte WATERMARK = 4;
    private static final byte DAY_CHANGE = 5;

    @Override
    public Serializer<Contribution> serializer() {
        return (topic, contribution) -> write(contribution);
    }

    @Override
    public Deserializer<Contribution> deserializer() {
        return (topic, bytes) -> read(bytes);
    }

    private static byte[] write(Contribution contribution) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (contribution instanceof Contribution.PaneChange change) {
                out.writeByte(PANE_CHANGE);
                VarLong.write(out, change.minute());
                change.change().write(out);
            } else if (contribution instanceof Contribution.DayChange change) {
                out.writeByte(DAY_CHANGE);
                VarLong.write(out, change.day());
                change.change().write(out);
            } else if (contribution instanceof Contribution.StandingChange change) {
                out.writeByte(change.standing() == null ? NOT_STANDING : STANDING);
                out.writeUTF(change.run());
                if (change.standing() != null) {
                    StandingForm.write(out, change.standing());
                }
            } else if (contribution instanceof Contribution.Watermark watermark) {
                out.writeByte(WATERMARK);
                VarLong.write(out, watermark.millis());
            } else {
                throw new IllegalArgumentException("does not travel between tasks: " + contribution);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static Contribution read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte form = in.readByte();
            return switch (form) {
                case PANE_CHANGE -> new Contribution.PaneChange(VarLong.read(in), Pane.read(in));
                case STANDING -> new Contribution.StandingChange(in.readUTF(), StandingForm.read(in));
                case NOT_STANDING -> new Contribution.StandingChange(in.readUTF(), null);
                case WATERMARK -> new Contribution.Watermark(VarLong.read(in));
                case DAY_CHANGE -> new Contribution.DayChange(VarLong.read(in), Pane.read(in));
                default -> throw new IOException("form " + form + " is not known to this release");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a contribution cannot be read", e);
        }
    }
}
