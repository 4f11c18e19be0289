package dev.goldencorridor.processor.windows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The memory of a dimension's panes. Panes lie one behind the other, mostly in the order of their minutes, so that a
 * boundary reads memory sequentially. They lie in segments of one array each. A segment whose panes are all removed is
 * used again. So as time passes, nothing is allocated or moved.
 *
 * <p>A pane that grows moves behind the last one, unless it is the last. Its former cells stay unused until all panes
 * of the segment are removed, or {@linkplain #isSparse() all panes are moved}. Not thread-safe.
 *
 * <p>An address of a pane is the number of its segment and the index of its first cell there.
 */
final class PaneArena {
    private static final int SEGMENT_BITS = 12;
    /** A pane that is longer has a segment of its own. */
    private static final int MAX_SEGMENT_LENGTH = 1 << SEGMENT_BITS;

    private static final int MIN_SEGMENT_LENGTH = 32;
    /** All panes are moved when the allocated cells exceed the occupied ones by this factor. */
    private static final int SPARSE_FACTOR = 4;

    private static final int NONE = -1;

    /** By number; null where there is none. */
    private long[][] segments = {};

    /** The number of panes of each segment. */
    private int[] paneCounts = {};

    /** The next segment number that was never used. */
    private int nextNumber;

    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private final Deque<long[]> freeSegments = new ArrayDeque<>();
    /** The segment of the last pane, and how many of its cells are used. */
    private int last = NONE;

    private int used;
    private long allocated;
    private long occupied;

    /** Adds an empty pane; returns its address. */
    int add() {
        int size = Pane.cells(0);
        int address = nextAddress(size);
        Arrays.fill(segments[last], used, used + size, 0);
        used += size;
        paneCounts[last]++;
        occupied += size;
        return address;
    }

    /** Adds a copy of a pane; returns its address. */
    int add(Pane other) {
        int address = ensureCapacity(add(), 2 * other.durationCount());
        change(address, new Pane(cells(address), offset(address)), other);
        return address;
    }

    /**
     * Ensures that a pane can grow.
     *
     * @param additionalCells by how many cells
     * @return its address from now on
     */
    int ensureCapacity(int address, int additionalCells) {
        int size = size(address);
        if (isLast(address, size) && used + additionalCells <= segments[last].length) {
            return address;
        }
        long[] cells = cells(address);
        int moved = nextAddress(size + additionalCells);
        System.arraycopy(cells, offset(address), segments[last], used, size);
        used += size;
        paneCounts[last]++;
        release(address);
        return moved;
    }

    /**
     * Adds a change to a pane that has the capacity for it.
     *
     * @param view is pointed at the pane
     */
    void change(int address, Pane view, Pane change) {
        int before = size(address);
        view(view, address).addWithoutCargo(change, 1);
        int after = size(address);
        if (isLast(address, before)) {
            used += after - before;
        }
        occupied += after - before;
    }

    void remove(int address) {
        occupied -= size(address);
        release(address);
    }

    /** Whether so few of the cells are occupied that all panes should be moved to another arena. */
    boolean isSparse() {
        return allocated > SPARSE_FACTOR * Math.max(occupied, MAX_SEGMENT_LENGTH);
    }

    /** Points a view at the pane of an address; returns the view. */
    Pane view(Pane view, int address) {
        view.pointTo(cells(address), offset(address));
        return view;
    }

    private boolean isLast(int address, int size) {
        return segment(address) == last && offset(address) + size == used;
    }

    private int size(int address) {
        return Pane.cells(Pane.durationCount(cells(address), offset(address)));
    }

    private long[] cells(int address) {
        return segments[segment(address)];
    }

    private static int segment(int address) {
        return address >>> SEGMENT_BITS;
    }

    private static int offset(int address) {
        return address & (MAX_SEGMENT_LENGTH - 1);
    }

    /** The address behind the last pane, where this many cells are free. */
    private int nextAddress(int size) {
        if (last == NONE || used >= MAX_SEGMENT_LENGTH || used + size > segments[last].length) {
            beginSegment(size);
        }
        return last << SEGMENT_BITS | used;
    }

    private void beginSegment(int size) {
        int full = last;
        last = freeNumbers.isEmpty() ? nextNumber++ : freeNumbers.pop();
        if (last == segments.length) {
            segments = Arrays.copyOf(segments, 2 * last + 1);
            paneCounts = Arrays.copyOf(paneCounts, 2 * last + 1);
        }
        segments[last] = size <= MAX_SEGMENT_LENGTH && !freeSegments.isEmpty() ? freeSegments.pop() : newSegment(size);
        used = 0;
        if (full != NONE && paneCounts[full] == 0) {
            freeSegment(full);
        }
    }

    /** About as long as all occupied cells, so that few panes take little memory. */
    private long[] newSegment(int size) {
        long wanted = Math.max(MIN_SEGMENT_LENGTH, Math.min(MAX_SEGMENT_LENGTH, occupied));
        long[] segment = new long[Math.toIntExact(size <= wanted ? wanted : 2L * size)];
        allocated += segment.length;
        return segment;
    }

    private void release(int address) {
        int segment = segment(address);
        paneCounts[segment]--;
        if (paneCounts[segment] == 0 && segment != last) {
            freeSegment(segment);
        }
    }

    private void freeSegment(int number) {
        long[] segment = segments[number];
        segments[number] = null;
        freeNumbers.push(number);
        if (segment.length == MAX_SEGMENT_LENGTH) {
            freeSegments.push(segment);
        } else {
            allocated -= segment.length;
        }
    }
}
