package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The totals of trips and of their consists, as whole numbers. So a subtraction exactly reverses an addition, and the
 * order of additions has no effect. Mutable; not thread-safe.
 */
public final class TripTotals {
    /** How many cells of a {@link Pane} the totals take. */
    static final int CELLS = 7;

    private static final int OUTBOUND = 0;
    private static final int RETURN = 1;
    private static final int DOMESTIC = 2;
    private static final int WAGONS = 3;
    private static final int LOADED_TEU = 4;
    private static final int EMPTY_TEU = 5;
    private static final int KILOGRAMS = 6;

    private final long[] cells;
    private final int at;

    /** Totals of zero. */
    TripTotals() {
        this(new long[CELLS], 0);
    }

    /** A view of these cells, from an index on. */
    TripTotals(long[] cells, int at) {
        this.cells = cells;
        this.at = at;
    }

    /** Adds a trip, {@code sign} times (+1 or -1). */
    void add(Measurement.Trip trip, int sign) {
        cells[at + cellOf(trip.direction())] += sign;
        cells[at + WAGONS] += sign * trip.wagons();
        cells[at + LOADED_TEU] += sign * trip.loadedTeu();
        cells[at + EMPTY_TEU] += sign * trip.emptyTeu();
        cells[at + KILOGRAMS] += sign * trip.kilograms();
    }

    /** Adds the other totals, {@code sign} times (+1 or -1). */
    public void add(TripTotals other, int sign) {
        add(cells, at, other.cells, other.at, sign);
    }

    /** Adds the totals in these cells. */
    void add(long[] otherCells, int otherAt) {
        cells[at + OUTBOUND] += otherCells[otherAt + OUTBOUND];
        cells[at + RETURN] += otherCells[otherAt + RETURN];
        cells[at + DOMESTIC] += otherCells[otherAt + DOMESTIC];
        cells[at + WAGONS] += otherCells[otherAt + WAGONS];
        cells[at + LOADED_TEU] += otherCells[otherAt + LOADED_TEU];
        cells[at + EMPTY_TEU] += otherCells[otherAt + EMPTY_TEU];
        cells[at + KILOGRAMS] += otherCells[otherAt + KILOGRAMS];
    }

    /** Adds the totals in some cells to those in others, {@code sign} times (+1 or -1). */
    static void add(long[] cells, int at, long[] otherCells, int otherAt, int sign) {
        for (int i = 0; i < CELLS; i++) {
            cells[at + i] += sign * otherCells[otherAt + i];
        }
    }

    TripTotals minus(TripTotals other) {
        TripTotals difference = new TripTotals();
        difference.add(this, 1);
        difference.add(other, -1);
        return difference;
    }

    public boolean isZero() {
        long any = 0;
        for (int i = 0; i < CELLS; i++) {
            any |= cells[at + i];
        }
        return any == 0;
    }

    public long trips() {
        return cells[at + OUTBOUND] + cells[at + RETURN] + cells[at + DOMESTIC];
    }

    public long trips(TravelDirection direction) {
        return cells[at + cellOf(direction)];
    }

    public long wagons() {
        return cells[at + WAGONS];
    }

    public long loadedTeu() {
        return cells[at + LOADED_TEU];
    }

    public long teu() {
        return cells[at + LOADED_TEU] + cells[at + EMPTY_TEU];
    }

    public long kilograms() {
        return cells[at + KILOGRAMS];
    }

    private static int cellOf(TravelDirection direction) {
        return switch (direction) {
            case OUTBOUND -> OUTBOUND;
            case RETURN -> RETURN;
            case DOMESTIC -> DOMESTIC;
        };
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < CELLS; i++) {
            VarLong.write(out, cells[at + i]);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < CELLS; i++) {
            cells[at + i] = VarLong.read(in);
        }
    }
}
