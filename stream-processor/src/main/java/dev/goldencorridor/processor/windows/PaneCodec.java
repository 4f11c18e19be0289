package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.DurationKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Panes as bytes. */
final class PaneCodec {
    /** All durations are exact. The former release writes this alone. */
    private static final byte EXACT = 4;
    /** The same fields; some durations are the middles of their buckets. */
    private static final byte COARSE = 5;

    private PaneCodec() {}

    static void write(Pane pane, DataOutput out) throws IOException {
        out.writeByte(pane.isCoarse() ? COARSE : EXACT);
        pane.tally().write(out);
        int number = 0;
        for (DurationKind measure : DurationKind.ALL) {
            int end = pane.endOf(measure);
            VarLong.write(out, (long) end - number);
            long before = DurationKey.of(measure, 0, false);
            for (; number < end; number++) {
                VarLong.write(out, pane.key(number) - before);
                VarLong.write(out, pane.times(number));
                before = pane.key(number);
            }
        }
        out.writeBoolean(pane.cargo() != null);
        if (pane.cargo() != null) {
            pane.cargo().write(out);
        }
    }

    static Pane read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != EXACT && version != COARSE) {
            throw new IOException(
                    "a pane of version " + version + "; this release reads versions " + EXACT + " and " + COARSE);
        }
        Pane pane = new Pane();
        pane.tally().read(in);
        for (DurationKind measure : DurationKind.ALL) {
            long left = VarLong.read(in);
            long key = DurationKey.of(measure, 0, false);
            for (; left > 0; left--) {
                key += VarLong.read(in);
                pane.insert(pane.durations(), key, VarLong.read(in));
            }
        }
        if (version == COARSE) {
            pane.setCoarse();
        }
        if (in.readBoolean()) {
            Cargo cargo = new Cargo();
            cargo.read(in);
            pane.setCargo(cargo);
        }
        return pane;
    }
}
