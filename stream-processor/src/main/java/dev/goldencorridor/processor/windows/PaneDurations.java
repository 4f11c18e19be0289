package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.Arrays;

/**
 * The cells of a {@link Pane}, and the durations in them: distinct, in order, each with the number of its occurrences.
 * Mutable; not thread-safe.
 *
 * <p>A superclass rather than a field, so that a pane stays one object and a {@link PaneArena} can point it at other
 * cells without an allocation.
 */
abstract class PaneDurations {
    /**
     * The cells contain the trip totals, the number of distinct durations, and two cells for each duration. The first
     * cell of a duration is its {@linkplain DurationKey key}. Keys ascend.
     */
    private static final int COUNT_CELL = TripTotals.CELLS;

    /** A flag in the count cell: some durations are counted at the middle of their bucket. */
    private static final long COARSE = 1L << 32;

    private static final int FIRST_DURATION = COUNT_CELL + 1;

    /*
     * The second cell of a duration contains its occurrences and its bucket in a LatencyHistogram. The bucket is stored
     * since its logarithm costs more than all other work of the pane.
     */
    private static final int TIMES_SHIFT = 16;

    private static final long BUCKET_MASK = (1L << TIMES_SHIFT) - 1;

    long[] cells;
    int at;

    /** @param at the index of the first cell */
    PaneDurations(long[] cells, int at) {
        this.cells = cells;
        this.at = at;
    }

    /** How many cells a pane with this many distinct durations takes. */
    static int cells(int durations) {
        return FIRST_DURATION + 2 * durations;
    }

    /** The number of distinct durations of the pane at an index of an array. */
    static int durationCount(long[] cells, int at) {
        return (int) cells[at + COUNT_CELL];
    }

    /** Points this pane at other cells. */
    final void pointTo(long[] otherCells, int otherAt) {
        cells = otherCells;
        at = otherAt;
    }

    /** The number of distinct durations. Their indexes begin at 0, by kind and then the shortest first. */
    final int durationCount() {
        return durationCount(cells, at);
    }

    final DurationKind kind(int index) {
        return DurationKind.ofCode(kindCode(index));
    }

    final int kindCode(int index) {
        return DurationKey.kindCode(key(index));
    }

    final long millis(int index) {
        return DurationKey.millis(key(index));
    }

    /** Whether it ended on the civil date on which it began. */
    final boolean endedOnSameDay(int index) {
        return DurationKey.endedOnSameDay(key(index));
    }

    /** How often it occurs. Below zero in a change that subtracts it. */
    final int times(int index) {
        return (int) (timesAndBucket(index) >> TIMES_SHIFT);
    }

    /** How often the duration of a key occurs; 0 if it does not. */
    final int timesOf(long key) {
        int found = find(key, durationCount());
        return found < 0 ? 0 : times(found);
    }

    /** Its bucket in a {@link LatencyHistogram}. */
    final int bucket(int index) {
        return (int) (timesAndBucket(index) & BUCKET_MASK);
    }

    final long key(int index) {
        return cells[cell(index)];
    }

    private long timesAndBucket(int index) {
        return cells[cell(index) + 1];
    }

    /** The first of the two cells of a duration. */
    private int cell(int index) {
        return at + FIRST_DURATION + 2 * index;
    }

    /** The longest duration of a kind in milliseconds; -1 if there is none. */
    final long longest(DurationKind kind) {
        int last = endOf(kind) - 1;
        return last >= 0 && kind(last) == kind ? millis(last) : -1;
    }

    /** The shortest duration of a kind in milliseconds; -1 if there is none. */
    final long shortest(DurationKind kind) {
        int first = -find(DurationKey.startOf(kind), durationCount()) - 1;
        return first < durationCount() && kind(first) == kind ? millis(first) : -1;
    }

    /** The index after the last duration of a kind. */
    final int endOf(DurationKind kind) {
        return -find(DurationKey.endOf(kind), durationCount()) - 1;
    }

    /** Whether durations are counted at the middle of their bucket, since there were too many distinct ones. */
    final boolean isCoarse() {
        return (cells[at + COUNT_CELL] & COARSE) != 0;
    }

    final void setCoarse() {
        cells[at + COUNT_CELL] |= COARSE;
    }

    /** A pane without durations is no longer coarse. */
    private void setDurationCount(int durations) {
        cells[at + COUNT_CELL] = durations == 0 ? 0 : (cells[at + COUNT_CELL] & COARSE) | durations;
    }

    /** {@link Arrays#binarySearch} among the first durations. */
    private int find(long key, int count) {
        int low = 0;
        int high = count - 1;
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

    /** Adds occurrences of one duration; negative ones are subtracted. */
    final void addDuration(long key, int times) {
        int found = find(key, durationCount());
        if (found >= 0) {
            addTimes(found, times);
            if (times(found) == 0) {
                removeAbsent();
            }
        } else {
            insert(-found - 1, key, times);
        }
    }

    final void insert(int index, long key, long times) {
        int count = durationCount();
        ensureCapacity(count + 1);
        move(index, count, 1);
        cells[cell(index)] = key;
        cells[cell(index) + 1] = (times << TIMES_SHIFT) | LatencyHistogram.bucketOf(millis(index));
        setDurationCount(count + 1);
    }

    /**
     * Adds the durations of another pane, {@code sign} times (+1 or -1). Two passes move the present durations once,
     * however many are added.
     */
    final void addDurations(PaneDurations other, int sign) {
        int added = other.durationCount();
        if (added == 0) {
            return;
        }
        cells[at + COUNT_CELL] |= other.cells[other.at + COUNT_CELL] & COARSE;
        int present = durationCount();
        int missing = 0;
        boolean isAnyAbsent = false;
        for (int i = 0; i < added; i++) {
            int index = find(other.key(i), present);
            if (index >= 0) {
                addTimes(index, sign * other.times(i));
                isAnyAbsent |= times(index) == 0;
            } else {
                missing++;
            }
        }
        if (missing > 0) {
            insertMissing(other, sign, missing);
        }
        if (isAnyAbsent) {
            removeAbsent();
        }
    }

    private void insertMissing(PaneDurations other, int sign, int missing) {
        int unmoved = durationCount();
        ensureCapacity(unmoved + missing);
        setDurationCount(unmoved + missing);
        int left = missing;
        for (int i = other.durationCount() - 1; left > 0; i--) {
            int index = -find(other.key(i), unmoved) - 1;
            if (index >= 0) {
                move(index, unmoved, left);
                unmoved = index;
                left--;
                copy(other, i, index + left, sign);
            }
        }
    }

    private void ensureCapacity(int durations) {
        if (at + cells(durations) > cells.length) {
            cells = Arrays.copyOf(cells, cells(2 * durations));
        }
    }

    private void move(int from, int before, int by) {
        int source = cell(from);
        System.arraycopy(cells, source, cells, source + 2 * by, 2 * (before - from));
    }

    private void copy(PaneDurations other, int from, int to, int sign) {
        cells[cell(to)] = other.key(from);
        cells[cell(to) + 1] = sign * ((long) other.times(from) << TIMES_SHIFT) | other.bucket(from);
    }

    private void addTimes(int index, int times) {
        cells[cell(index) + 1] += (long) times << TIMES_SHIFT;
    }

    /** Removes the durations that no longer occur. */
    private void removeAbsent() {
        int count = durationCount();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (times(i) != 0) {
                copy(this, i, kept++, 1);
            }
        }
        setDurationCount(kept);
    }
}
