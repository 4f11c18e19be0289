package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Standing;
import dev.goldencorridor.processor.rolling.VarLong;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a standing is written, on the repartition topic and in the store. */
public final class StandingForm {
    private StandingForm() {}

    static void write(DataOutput out, Standing standing) throws IOException {
        VarLong.write(out, standing.arrivedAt());
        out.writeBoolean(standing.awaitsRelease());
        out.writeBoolean(standing.present());
    }

    static Standing read(DataInput in) throws IOException {
        return new Standing(VarLong.read(in), in.readBoolean(), in.readBoolean());
    }

    public static byte[] toBytes(Standing standing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, standing);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    public static Standing fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored standing cannot be read", e);
        }
    }
}
