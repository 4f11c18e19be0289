package dev.goldencorridor.processor.windows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Where the panes of a dimension stand: one behind the other, mostly in the order of their minutes, so that a boundary
 * reads on where it stopped. They stand in segments of one array each; one whose panes are all gone is used again, so
 * that as time passes nothing is allocated or moved.
 *
 * <p>A pane that grows moves behind the last one, unless it is the last. What it leaves is not used before all in the
 * segment are gone, or {@linkplain #isSparse() all are moved}. Not safe for use by several threads.
 */
final class PaneArena {
    private static final int SEGMENT_BITS = 12;
    /** A pane that is longer has a segment of its own. */
    private static final int LONGEST_SEGMENT = 1 << SEGMENT_BITS;

    private static final int SHORTEST_SEGMENT = 32;
    /** How much of the cells may stand idle before all panes are moved. */
    private static final int SPARSE = 4;

    private static final int NONE = -1;

    /** By number; null where there is none. */
    private long[][] segments = {};

    /** How many panes stand in each. */
    private int[] panes = {};

    /** How many numbers have been given, and which of them are free again. */
    private int count;

    private final Deque<Integer> unnumbered = new ArrayDeque<>();
    private final Deque<long[]> idle = new ArrayDeque<>();
    /** The segment that the last pane stands in, and how much of it is used. */
    private int last = NONE;

    private int used;
    private long allocated;
    private long occupied;

    /** Makes place for a pane; it is empty. */
    int add() {
        int size = Pane.cells(0);
        int place = behindTheLast(size);
        Arrays.fill(segments[last], used, used + size, 0);
        used += size;
        panes[last]++;
        occupied += size;
        return place;
    }

    /** Makes place for a pane and lets it be the same as another. */
    int add(Pane other) {
        int place = makeRoom(add(), 2 * other.durations());
        change(place, new Pane(cells(place), offset(place)), other);
        return place;
    }

    /**
     * Sees that a pane can grow.
     *
     * @param more by how many cells
     * @return its place from now on
     */
    int makeRoom(int place, int more) {
        int size = size(place);
        if (isLast(place, size) && used + more <= segments[last].length) {
            return place;
        }
        long[] cells = cells(place);
        int left = behindTheLast(size + more);
        System.arraycopy(cells, offset(place), segments[last], used, size);
        used += size;
        panes[last]++;
        leave(place);
        return left;
    }

    /** Adds a change to a pane that has room for it. */
    void change(int place, Pane pane, Pane change) {
        int before = size(place);
        look(pane, place).addWithoutCargo(change, 1);
        int after = size(place);
        if (isLast(place, before)) {
            used += after - before;
        }
        occupied += after - before;
    }

    void remove(int place) {
        occupied -= size(place);
        leave(place);
    }

    /** Whether so little of the cells is in use that the panes should be moved to others. */
    boolean isSparse() {
        return allocated > SPARSE * Math.max(occupied, LONGEST_SEGMENT);
    }

    /** Lets a pane be the one that stands there. */
    Pane look(Pane pane, int place) {
        pane.lookAt(cells(place), offset(place));
        return pane;
    }

    private boolean isLast(int place, int size) {
        return segment(place) == last && offset(place) + size == used;
    }

    private int size(int place) {
        return Pane.cells((int) cells(place)[offset(place) + Pane.SIZE]);
    }

    private long[] cells(int place) {
        return segments[segment(place)];
    }

    private static int segment(int place) {
        return place >>> SEGMENT_BITS;
    }

    private static int offset(int place) {
        return place & (LONGEST_SEGMENT - 1);
    }

    /** The place where so many cells are free. */
    private int behindTheLast(int size) {
        if (last == NONE || used >= LONGEST_SEGMENT || used + size > segments[last].length) {
            begin(size);
        }
        return last << SEGMENT_BITS | used;
    }

    private void begin(int size) {
        int full = last;
        last = unnumbered.isEmpty() ? count++ : unnumbered.pop();
        if (last == segments.length) {
            segments = Arrays.copyOf(segments, 2 * last + 1);
            panes = Arrays.copyOf(panes, 2 * last + 1);
        }
        segments[last] = size <= LONGEST_SEGMENT && !idle.isEmpty() ? idle.pop() : newSegment(size);
        used = 0;
        if (full != NONE && panes[full] == 0) {
            release(full);
        }
    }

    /** About as long as what is occupied already, so that few panes take little. */
    private long[] newSegment(int size) {
        long wanted = Math.max(SHORTEST_SEGMENT, Math.min(LONGEST_SEGMENT, occupied));
        long[] segment = new long[Math.toIntExact(size <= wanted ? wanted : 2L * size)];
        allocated += segment.length;
        return segment;
    }

    private void leave(int place) {
        int segment = segment(place);
        panes[segment]--;
        if (panes[segment] == 0 && segment != last) {
            release(segment);
        }
    }

    private void release(int number) {
        long[] segment = segments[number];
        segments[number] = null;
        unnumbered.push(number);
        if (segment.length == LONGEST_SEGMENT) {
            idle.push(segment);
        } else {
            allocated -= segment.length;
        }
    }
}
