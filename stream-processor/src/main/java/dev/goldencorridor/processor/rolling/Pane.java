package dev.goldencorridor.processor.rolling;

import dev.goldencorridor.processor.form.StoredForm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one minute of one dimension adds up to, or a change of it: panes add and subtract, and the sum of all changes is
 * the pane. Mutable; not safe for use by several threads.
 */
public final class Pane {
    private static final byte VERSION = 2;
    private static final DurationCounts[] NONE = {};

    private final Tally tally = new Tally();
    /** By the measure's code, null where there are none; made when the first come. */
    private DurationCounts[] durations = NONE;

    private Cargo cargo;

    public static Pane of(Fact fact) {
        return new Pane().add(fact, 1);
    }

    /** Adds the other pane, {@code sign} times (+1 or -1). */
    public Pane add(Pane other, int sign) {
        addWithoutCargo(other, sign);
        if (other.cargo != null) {
            if (cargo == null) {
                cargo = new Cargo();
            }
            cargo.add(other.cargo, sign);
            if (cargo.isZero()) {
                cargo = null;
            }
        }
        return this;
    }

    /** The same, but for what trips carried. */
    public Pane addWithoutCargo(Pane other, int sign) {
        tally.add(other.tally, sign);
        for (int code = 0; code < other.durations.length; code++) {
            if (other.durations[code] != null) {
                DurationCounts own = durationsOf(code);
                own.add(other.durations[code], sign);
                if (own.isZero()) {
                    durations[code] = null;
                }
            }
        }
        return this;
    }

    /** Adds a fact, {@code sign} times (+1 or -1). */
    public Pane add(Fact fact, int sign) {
        addWithoutCargo(fact, sign);
        if (fact instanceof Fact.Trip trip && !trip.commodities().isEmpty()) {
            if (cargo == null) {
                cargo = new Cargo();
            }
            for (Commodity carried : trip.commodities()) {
                cargo.add(carried, sign);
            }
            if (cargo.isZero()) {
                cargo = null;
            }
        }
        return this;
    }

    /** The same, but for what trips carried. */
    public Pane addWithoutCargo(Fact fact, int sign) {
        if (fact instanceof Fact.Trip trip) {
            tally.add(trip, sign);
        } else if (fact instanceof Fact.Elapsed elapsed) {
            int code = elapsed.measure().code();
            DurationCounts own = durationsOf(code);
            own.add(elapsed.millis(), elapsed.endedOnSameDay(), sign);
            if (own.isZero()) {
                durations[code] = null;
            }
        }
        return this;
    }

    public boolean isZero() {
        return tally.isZero() && cargo == null && measures() == 0;
    }

    /** What trips carried; null if nothing is known of it. */
    Cargo cargo() {
        return cargo;
    }

    Tally tally() {
        return tally;
    }

    boolean hasDurations() {
        return durations.length > 0;
    }

    /** The durations of a measure, or null if there is none. */
    DurationCounts durations(Measure measure) {
        return durations.length == 0 ? null : durations[measure.code()];
    }

    /** The same by the measure's code, where there are any. */
    DurationCounts durations(int code) {
        return durations[code];
    }

    /** The longest duration of a measure in milliseconds, or -1 if there is none. */
    long longest(Measure measure) {
        DurationCounts counts = durations(measure);
        return counts == null ? -1 : counts.longest();
    }

    private DurationCounts durationsOf(int code) {
        if (durations.length == 0) {
            durations = new DurationCounts[Measure.ALL.size()];
        }
        if (durations[code] == null) {
            durations[code] = new DurationCounts();
        }
        return durations[code];
    }

    private int measures() {
        int measures = 0;
        for (DurationCounts counts : durations) {
            measures += counts == null ? 0 : 1;
        }
        return measures;
    }

    public byte[] toBytes() {
        return StoredForm.write(48, this::write);
    }

    public static Pane fromBytes(byte[] bytes) {
        return StoredForm.read(bytes, "a stored pane", Pane::read);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        tally.write(out);
        out.writeByte(measures());
        for (int code = 0; code < durations.length; code++) {
            if (durations[code] != null) {
                out.writeByte(code);
                durations[code].write(out);
            }
        }
        out.writeBoolean(cargo != null);
        if (cargo != null) {
            cargo.write(out);
        }
    }

    public static Pane read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a pane of version " + version + "; this release reads version " + VERSION);
        }
        Pane pane = new Pane();
        pane.tally.read(in);
        int measures = in.readByte();
        for (int i = 0; i < measures; i++) {
            pane.durationsOf(Measure.ofCode(in.readByte()).code()).read(in);
        }
        if (in.readBoolean()) {
            pane.cargo = new Cargo();
            pane.cargo.read(in);
        }
        return pane;
    }
}
