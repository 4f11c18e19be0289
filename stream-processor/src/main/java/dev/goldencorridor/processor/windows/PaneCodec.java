package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.DurationKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Panes as bytes. Durations are written by kind, each as its distance from the one before. */
final class PaneCodec {
    /** The versions of the former releases, which have only the first kinds of duration. */
    private static final byte FORMER_EXACT = 4;

    private static final byte FORMER_COARSE = 5;
    private static final int FORMER_KINDS = 5;
    /** The version in which all durations are exact. */
    private static final byte EXACT = 6;
    /** The same fields, but some durations are the middles of their buckets. */
    private static final byte COARSE = 7;

    private PaneCodec() {}

    static void write(Pane pane, DataOutput out) throws IOException {
        out.writeByte(pane.isCoarse() ? COARSE : EXACT);
        pane.tripTotals().write(out);
        VarLong.write(out, DurationKind.ALL.size());
        int index = 0;
        for (DurationKind kind : DurationKind.ALL) {
            int end = pane.endOf(kind);
            VarLong.write(out, (long) end - index);
            long before = DurationKey.of(kind, 0, false);
            for (; index < end; index++) {
                VarLong.write(out, pane.key(index) - before);
                VarLong.write(out, pane.times(index));
                before = pane.key(index);
            }
        }
        out.writeBoolean(pane.cargo() != null);
        if (pane.cargo() != null) {
            pane.cargo().write(out);
        }
    }

    static Pane read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version < FORMER_EXACT || version > COARSE) {
            throw new IOException(
                    "a pane of version " + version + "; this release reads versions " + FORMER_EXACT + " to " + COARSE);
        }
        Pane pane = new Pane();
        pane.tripTotals().read(in);
        int kinds = version == FORMER_EXACT || version == FORMER_COARSE ? FORMER_KINDS : (int) VarLong.read(in);
        for (int code = 0; code < kinds; code++) {
            long left = VarLong.read(in);
            long key = DurationKey.of(DurationKind.ofCode(code), 0, false);
            for (; left > 0; left--) {
                key += VarLong.read(in);
                pane.insert(pane.durationCount(), key, VarLong.read(in));
            }
        }
        if (version == COARSE || version == FORMER_COARSE) {
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
