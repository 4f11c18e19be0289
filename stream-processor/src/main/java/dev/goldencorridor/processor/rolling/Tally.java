package dev.goldencorridor.processor.rolling;

import dev.goldencorridor.processor.form.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Trips and what they carried, as whole numbers, so that adding and then subtracting is the identity and the order of
 * adding does not matter. Mutable; not safe for use by several threads.
 */
public final class Tally {
    private long outbound;
    private long inbound;
    private long domestic;
    private long wagons;
    private long loadedTeu;
    private long emptyTeu;
    private long kilograms;

    /** Adds a trip, {@code sign} times (+1 or -1). */
    void add(Fact.Trip trip, int sign) {
        switch (trip.sense()) {
            case OUTBOUND -> outbound += sign;
            case RETURN -> inbound += sign;
            case DOMESTIC -> domestic += sign;
        }
        wagons += sign * trip.wagons();
        loadedTeu += sign * trip.loadedTeu();
        emptyTeu += sign * trip.emptyTeu();
        kilograms += sign * trip.kilograms();
    }

    /** Adds the other tally, {@code sign} times (+1 or -1). */
    public void add(Tally other, int sign) {
        outbound += sign * other.outbound;
        inbound += sign * other.inbound;
        domestic += sign * other.domestic;
        wagons += sign * other.wagons;
        loadedTeu += sign * other.loadedTeu;
        emptyTeu += sign * other.emptyTeu;
        kilograms += sign * other.kilograms;
    }

    Tally less(Tally other) {
        Tally rest = new Tally();
        rest.add(this, 1);
        rest.add(other, -1);
        return rest;
    }

    public boolean isZero() {
        return (outbound | inbound | domestic | wagons | loadedTeu | emptyTeu | kilograms) == 0;
    }

    public long trips() {
        return outbound + inbound + domestic;
    }

    public long trips(Sense sense) {
        return switch (sense) {
            case OUTBOUND -> outbound;
            case RETURN -> inbound;
            case DOMESTIC -> domestic;
        };
    }

    public long wagons() {
        return wagons;
    }

    public long loadedTeu() {
        return loadedTeu;
    }

    public long teu() {
        return loadedTeu + emptyTeu;
    }

    public long kilograms() {
        return kilograms;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, outbound);
        VarLong.write(out, inbound);
        VarLong.write(out, domestic);
        VarLong.write(out, wagons);
        VarLong.write(out, loadedTeu);
        VarLong.write(out, emptyTeu);
        VarLong.write(out, kilograms);
    }

    void read(DataInput in) throws IOException {
        outbound = VarLong.read(in);
        inbound = VarLong.read(in);
        domestic = VarLong.read(in);
        wagons = VarLong.read(in);
        loadedTeu = VarLong.read(in);
        emptyTeu = VarLong.read(in);
        kilograms = VarLong.read(in);
    }
}
