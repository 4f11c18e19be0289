package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.limits.TaskLimits;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Measurement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The sum of one minute or day of one dimension, or a change of it. Panes add and subtract, and the sum of all changes
 * is the pane. Mutable; not thread-safe.
 *
 * <p>Durations are stored exactly, not in buckets. So the longest stays exact when a longer one is subtracted. If
 * there are more than {@code MAX_EXACT_DURATIONS} distinct ones, some are {@linkplain #bounded rounded}.
 *
 * <p>All but the cargo is in cells of one array, and the minutes of a dimension share an array. Most panes that leave a
 * window are in no processor cache any more, and each separate object would be one more wait for memory.
 */
public final class Pane extends PaneDurations {
    private Cargo cargo;

    /** An empty pane. */
    public Pane() {
        this(new long[cells(1)], 0);
    }

    /** The pane in these cells, from an index on. */
    Pane(long[] cells, int at) {
        super(cells, at);
    }

    public static Pane of(Measurement measurement) {
        return new Pane().add(measurement, 1);
    }

    /** Adds the other pane, {@code sign} times (+1 or -1). */
    public Pane add(Pane other, int sign) {
        addWithoutCargo(other, sign);
        if (other.cargo != null) {
            ownCargo().add(other.cargo, sign);
            dropCargoIfZero();
        }
        return this;
    }

    /** Adds the other pane but for its cargo, {@code sign} times (+1 or -1). */
    Pane addWithoutCargo(Pane other, int sign) {
        TripTotals.add(cells, at, other.cells, other.at, sign);
        addDurations(other, sign);
        return this;
    }

    /** Adds a measurement, {@code sign} times (+1 or -1). */
    public Pane add(Measurement measurement, int sign) {
        if (measurement instanceof Measurement.Trip trip) {
            tripTotals().add(trip, sign);
            addCargo(trip.commodities(), sign);
        } else if (measurement instanceof Measurement.Elapsed elapsed) {
            addDuration(DurationKey.of(elapsed.kind(), elapsed.millis(), elapsed.endedOnSameDay()), sign);
        }
        return this;
    }

    private void addCargo(List<Commodity> commodities, int sign) {
        if (commodities.isEmpty()) {
            return;
        }
        Cargo own = ownCargo();
        for (Commodity commodity : commodities) {
            own.add(commodity, sign);
        }
        dropCargoIfZero();
    }

    private Cargo ownCargo() {
        if (cargo == null) {
            cargo = new Cargo();
        }
        return cargo;
    }

    private void dropCargoIfZero() {
        if (cargo.isZero()) {
            cargo = null;
        }
    }

    /**
     * The part of a change that can be added to this pane within its limits. Surplus names of the cargo are {@linkplain
     * Cargo#bounded dropped}, surplus durations are {@linkplain CoarseDurations#bounded rounded}.
     */
    Pane bounded(Pane change) {
        Pane withoutCargo = boundedWithoutCargo(change);
        Cargo boundedCargo = change.cargo == null ? null : (cargo == null ? new Cargo() : cargo).bounded(change.cargo);
        if (withoutCargo == change && boundedCargo == change.cargo) {
            return change;
        }
        Pane bounded = new Pane().addWithoutCargo(withoutCargo, 1);
        bounded.cargo = boundedCargo;
        return bounded;
    }

    /** The same for all but the cargo, which the result may contain or not. */
    Pane boundedWithoutCargo(Pane change) {
        return change.durationCount() == 0 || fitsExactly(change) ? change : CoarseDurations.bounded(this, change);
    }

    private boolean fitsExactly(Pane change) {
        return !isCoarse()
                && !change.isCoarse()
                && durationCount() + change.durationCount() <= TaskLimits.MAX_EXACT_DURATIONS;
    }

    public boolean isZero() {
        return durationCount() == 0 && cargo == null && tripTotals().isZero();
    }

    /** The cargo of the trips; null if it is zero. */
    Cargo cargo() {
        return cargo;
    }

    void setCargo(Cargo carried) {
        cargo = carried;
    }

    /** A view of this pane's cells, valid until the pane is pointed at others. */
    TripTotals tripTotals() {
        return new TripTotals(cells, at);
    }

    void addTripTotalsTo(TripTotals other) {
        other.add(cells, at);
    }

    public byte[] toBytes() {
        return BinaryCodec.write(48, this::write);
    }

    public static Pane fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored pane", Pane::read);
    }

    public void write(DataOutput out) throws IOException {
        PaneCodec.write(this, out);
    }

    public static Pane read(DataInput in) throws IOException {
        return PaneCodec.read(in);
    }
}
