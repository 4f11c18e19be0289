package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What one minute of one dimension adds up to, or a change of it: panes add and subtract, and the sum of all changes is
 * the pane. Durations are kept as they are, not in buckets, so that the longest is still exact when a longer one is
 * withdrawn; of more than {@link CoarseDurations#MAX_EXACT} different ones some are {@linkplain #admitted rounded}.
 * Mutable; not safe for use by several threads.
 *
 * <p>All but what trips carried stands in cells of one array, and the minutes of a dimension in one array together: most
 * panes that a window loses are in no cache any more, and what is apart is waited for one after the other.
 */
public final class Pane {
    /**
     * In the cells come the tally, how many different durations there are, and those, two cells each. The first cell of a
     * duration is its {@linkplain DurationKey key}, by which they ascend.
     */
    static final int SIZE = TripTotals.CELLS;

    /** In the cell of the size: whether durations were added to the middle of their bucket. */
    private static final long COARSE = 1L << 32;

    private static final int FIRST_DURATION = SIZE + 1;

    /*
     * The second cell of a duration: how often it occurs, and its bucket in a LatencyHistogram, since a logarithm costs
     * more than all else here.
     */
    private static final int TIMES_SHIFT = 16;

    private long[] cells;
    private int at;
    private Cargo cargo;

    /** An empty one. */
    public Pane() {
        this(new long[FIRST_DURATION + 2], 0);
    }

    /** The one that stands in those cells. */
    Pane(long[] cells, int at) {
        this.cells = cells;
        this.at = at;
    }

    public static Pane of(Measurement fact) {
        return new Pane().add(fact, 1);
    }

    /** How many cells one takes with so many different durations. */
    static int cells(int durations) {
        return FIRST_DURATION + 2 * durations;
    }

    /** Becomes the one that stands in those cells. */
    void lookAt(long[] otherCells, int otherAt) {
        cells = otherCells;
        at = otherAt;
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

    /**
     * A change as it can be added here: of what trips carried, {@linkplain Cargo#admitted with names as far as there is
     * room}; of durations, {@linkplain CoarseDurations#admitted exactly} as far as there is room.
     */
    Pane admitted(Pane change) {
        Pane durations = admittedWithoutCargo(change);
        Cargo admitted = change.cargo == null ? null : (cargo == null ? new Cargo() : cargo).admitted(change.cargo);
        if (durations == change && admitted == change.cargo) {
            return change;
        }
        Pane taken = new Pane().addWithoutCargo(durations, 1);
        taken.cargo = admitted;
        return taken;
    }

    /** The same, but for what trips carried, which the result may have or not. */
    Pane admittedWithoutCargo(Pane change) {
        boolean hasRoom =
                !isCoarse() && !change.isCoarse() && durations() + change.durations() <= CoarseDurations.MAX_EXACT;
        return hasRoom || change.durations() == 0 ? change : CoarseDurations.admitted(this, change);
    }

    /** Adds the other pane but for what trips carried, {@code sign} times (+1 or -1). */
    Pane addWithoutCargo(Pane other, int sign) {
        TripTotals.add(cells, at, other.cells, other.at, sign);
        if (other.durations() > 0) {
            cells[at + SIZE] |= other.cells[other.at + SIZE] & COARSE;
            addDurations(other, sign);
        }
        return this;
    }

    /** Adds a fact, {@code sign} times (+1 or -1). */
    public Pane add(Measurement fact, int sign) {
        if (fact instanceof Measurement.Trip trip) {
            tally().add(trip, sign);
            addCargo(trip.commodities(), sign);
        } else if (fact instanceof Measurement.Elapsed elapsed) {
            addDuration(DurationKey.of(elapsed.measure(), elapsed.millis(), elapsed.endedOnSameDay()), sign);
        }
        return this;
    }

    private void addCargo(List<Commodity> carried, int sign) {
        if (carried.isEmpty()) {
            return;
        }
        if (cargo == null) {
            cargo = new Cargo();
        }
        for (Commodity one : carried) {
            cargo.add(one, sign);
        }
        if (cargo.isZero()) {
            cargo = null;
        }
    }

    public boolean isZero() {
        return durations() == 0 && cargo == null && tally().isZero();
    }

    /** What trips carried; null if nothing is known of it. */
    Cargo cargo() {
        return cargo;
    }

    void setCargo(Cargo carried) {
        cargo = carried;
    }

    TripTotals tally() {
        return new TripTotals(cells, at);
    }

    /** Adds its tally to another. */
    void addTallyTo(TripTotals other) {
        other.add(cells, at);
    }

    /** How many different durations there are; they are numbered from 0, by measure and then the shortest first. */
    int durations() {
        return (int) cells[at + SIZE];
    }

    DurationKind measure(int number) {
        return DurationKind.ofCode(code(number));
    }

    /** The code of its measure. */
    int code(int number) {
        return DurationKey.code(key(number));
    }

    long millis(int number) {
        return DurationKey.millis(key(number));
    }

    /** Whether it ended on the civil date on which it began. */
    boolean endedOnSameDay(int number) {
        return DurationKey.endedOnSameDay(key(number));
    }

    /** How often it occurs. */
    int times(int number) {
        return (int) (second(number) >> TIMES_SHIFT);
    }

    /** How often the duration of a key occurs, 0 if it does not. */
    int timesOf(long key) {
        int found = find(key, durations());
        return found < 0 ? 0 : times(found);
    }

    /** Its bucket in a {@link LatencyHistogram}. */
    int bucket(int number) {
        return (int) (second(number) & ((1 << TIMES_SHIFT) - 1));
    }

    /** The longest duration of a measure in milliseconds, or -1 if there is none. */
    long longest(DurationKind measure) {
        int last = endOf(measure) - 1;
        return last >= 0 && measure(last) == measure ? millis(last) : -1;
    }

    /** The number that comes after the measure's durations. */
    int endOf(DurationKind measure) {
        return -find(DurationKey.endOf(measure), durations()) - 1;
    }

    /** Whether durations were added to the middle of their bucket, since there were too many different ones. */
    boolean isCoarse() {
        return (cells[at + SIZE] & COARSE) != 0;
    }

    void setCoarse() {
        cells[at + SIZE] |= COARSE;
    }

    private void setDurations(int durations) {
        cells[at + SIZE] = durations == 0 ? 0 : (cells[at + SIZE] & COARSE) | durations;
    }

    long key(int number) {
        return cells[at + FIRST_DURATION + 2 * number];
    }

    private long second(int number) {
        return cells[at + FIRST_DURATION + 2 * number + 1];
    }

    /** As {@link Arrays#binarySearch} would, among the first so many. */
    private int find(long key, int among) {
        int low = 0;
        int high = among - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = key(middle);
            if (found < key) {
                low = middle + 1;
            } else if (found > key) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    void addDuration(long key, int times) {
        int found = find(key, durations());
        if (found >= 0) {
            addTo(found, times);
            if (times(found) == 0) {
                removeWhatDoesNotOccur();
            }
        } else {
            insert(-found - 1, key, times);
        }
    }

    void insert(int number, long key, long times) {
        int durations = durations();
        makeRoom(durations + 1);
        move(number, durations, 1);
        cells[at + FIRST_DURATION + 2 * number] = key;
        cells[at + FIRST_DURATION + 2 * number + 1] =
                (times << TIMES_SHIFT) | LatencyHistogram.bucketOf(millis(number));
        setDurations(durations + 1);
    }

    /** In two passes, so that however many come, what is there is moved once. */
    private void addDurations(Pane other, int sign) {
        int durations = durations();
        int missing = 0;
        boolean anyIsGone = false;
        for (int i = 0; i < other.durations(); i++) {
            int place = find(other.key(i), durations);
            if (place >= 0) {
                addTo(place, sign * other.times(i));
                anyIsGone |= times(place) == 0;
            } else {
                missing++;
            }
        }
        if (missing > 0) {
            insertMissing(other, sign, missing);
        }
        if (anyIsGone) {
            removeWhatDoesNotOccur();
        }
    }

    private void insertMissing(Pane other, int sign, int missing) {
        int unmoved = durations();
        makeRoom(unmoved + missing);
        setDurations(unmoved + missing);
        int left = missing;
        for (int i = other.durations() - 1; left > 0; i--) {
            int place = -find(other.key(i), unmoved) - 1;
            if (place >= 0) {
                move(place, unmoved, left);
                unmoved = place;
                left--;
                copy(other, i, place + left, sign);
            }
        }
    }

    private void makeRoom(int durations) {
        if (at + cells(durations) > cells.length) {
            cells = Arrays.copyOf(cells, cells(2 * durations));
        }
    }

    private void move(int from, int before, int by) {
        int place = at + FIRST_DURATION + 2 * from;
        System.arraycopy(cells, place, cells, place + 2 * by, 2 * (before - from));
    }

    private void copy(Pane other, int from, int to, int sign) {
        cells[at + FIRST_DURATION + 2 * to] = other.key(from);
        cells[at + FIRST_DURATION + 2 * to + 1] = sign * ((long) other.times(from) << TIMES_SHIFT) | other.bucket(from);
    }

    private void addTo(int number, int times) {
        cells[at + FIRST_DURATION + 2 * number + 1] += (long) times << TIMES_SHIFT;
    }

    private void removeWhatDoesNotOccur() {
        int durations = durations();
        int kept = 0;
        for (int i = 0; i < durations; i++) {
            if (times(i) != 0) {
                copy(this, i, kept++, 1);
            }
        }
        setDurations(kept);
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
