package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The panes of those minutes that have something in them, in order, and the {@linkplain Boundary boundaries} that pass
 * over them as time moves on. Most changes are for one of the last minutes, which costs the same however many there are.
 */
final class MinutePanes {
    /** The nearest to the clock first. */
    private final List<Boundary> boundaries;
    /** In use are those from {@code first} to before {@code end}. */
    private long[] minutes = new long[8];

    /** Where each minute's pane stands. */
    private int[] places = new int[8];

    private int first;
    private int end;
    private PaneArena cells = new PaneArena();

    /** What was changed last, what passed last, and what was looked at last. */
    private final Pane changed = new Pane();

    private final Pane passing = new Pane();
    private final Pane seen = new Pane();

    /** The last change as it was added. */
    private Pane taken = changed;

    /**
     * An instant that follows the clock at a distance; the panes before it, and none else, have passed it.
     */
    static final class Boundary {
        private final long lag;
        private final CumulativeSum passed;
        /** The first pane that has not passed. */
        private int next;

        /**
         * A boundary that nothing has passed.
         *
         * @param lag minutes that it is behind the clock
         * @param passed what the panes that have passed add up to
         */
        Boundary(long lag, CumulativeSum passed) {
            this.lag = lag;
            this.passed = passed;
        }

        CumulativeSum passed() {
            return passed;
        }

        long lag() {
            return lag;
        }
    }

    /** @param boundaries the nearest to the clock first */
    MinutePanes(List<Boundary> boundaries) {
        this.boundaries = boundaries;
    }

    boolean isEmpty() {
        return first == end;
    }

    /** Those from one minute to before another; a copy. */
    NavigableMap<Long, Pane> between(long from, long before) {
        NavigableMap<Long, Pane> found = new TreeMap<>();
        int at = find(from);
        for (int i = at >= 0 ? at : -at - 1; i < end && minutes[i] < before; i++) {
            found.put(minutes[i], new Pane().addWithoutCargo(cells.look(seen, places[i]), 1));
        }
        return found;
    }

    /**
     * Adds a change to a minute's pane.
     *
     * @return the pane as it is now, to be read before the next change
     */
    Pane add(long minute, Pane change, long now) {
        int found = find(minute);
        int at = found >= 0 ? found : insert(-found - 1, minute, now);
        taken = cells.look(changed, places[at]).admittedWithoutCargo(change);
        if (taken.durations() > 0) {
            places[at] = cells.makeRoom(places[at], 2 * taken.durations());
        }
        cells.change(places[at], changed, taken);
        if (changed.isZero()) {
            remove(at, minute, now);
        } else if (cells.isSparse()) {
            moveAll();
            cells.look(changed, places[at]);
        }
        return changed;
    }

    /** The last change as it {@linkplain Pane#admittedWithoutCargo was added}. */
    Pane taken() {
        return taken;
    }

    private void remove(int at, long minute, long now) {
        cells.remove(places[at]);
        System.arraycopy(minutes, at + 1, minutes, at, end - at - 1);
        System.arraycopy(places, at + 1, places, at, end - at - 1);
        end--;
        for (Boundary boundary : boundaries) {
            if (minute > now - boundary.lag) {
                break;
            }
            boundary.next--;
        }
    }

    /**
     * The next pane that passes the boundary when the clock moves on to {@code now}, to be read before the one after it;
     * null if none is left.
     */
    Pane pass(Boundary boundary, long now) {
        return boundary.next < end && minutes[boundary.next] <= now - boundary.lag
                ? cells.look(passing, places[boundary.next++])
                : null;
    }

    /** The minute of the pane that passed last. */
    long lastPassed(Boundary boundary) {
        return minutes[boundary.next - 1];
    }

    /** Forgets the panes that have passed the boundary, the last of all, and tells their minutes. */
    List<Long> forget(Boundary last) {
        if (first == last.next) {
            return List.of();
        }
        List<Long> forgotten = new ArrayList<>(last.next - first);
        while (first < last.next) {
            cells.remove(places[first]);
            forgotten.add(minutes[first++]);
        }
        return forgotten;
    }

    /** The index of the last pane before a minute; -1 if there is none. */
    int indexBefore(long minute) {
        int at = find(minute);
        return previous(at >= 0 ? at : -at - 1);
    }

    int previous(int index) {
        return index > first ? index - 1 : -1;
    }

    long minute(int index) {
        return minutes[index];
    }

    /** The longest duration of a measure in milliseconds, or -1 if there is none. */
    long longest(int index, DurationKind measure) {
        return cells.look(seen, places[index]).longest(measure);
    }

    private int find(long minute) {
        if (first == end || minutes[end - 1] < minute) {
            return -end - 1;
        }
        return minutes[end - 1] == minute ? end - 1 : Arrays.binarySearch(minutes, first, end, minute);
    }

    /** Makes an empty pane; tells its index. */
    private int insert(int at, long minute, long now) {
        int index = end < minutes.length ? at : at - makeRoom();
        System.arraycopy(minutes, index, minutes, index + 1, end - index);
        System.arraycopy(places, index, places, index + 1, end - index);
        end++;
        minutes[index] = minute;
        places[index] = cells.add();
        for (Boundary boundary : boundaries) {
            if (minute > now - boundary.lag) {
                break;
            }
            boundary.next++;
        }
        return index;
    }

    private void moveAll() {
        PaneArena moved = new PaneArena();
        for (int i = first; i < end; i++) {
            places[i] = moved.add(cells.look(seen, places[i]));
        }
        cells = moved;
    }

    /** Moves all to the beginning, of longer arrays where less than half is free; tells by how much. */
    private int makeRoom() {
        int moved = first;
        int capacity = first >= minutes.length / 2 ? minutes.length : minutes.length * 2;
        minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, first, end), capacity);
        places = Arrays.copyOf(Arrays.copyOfRange(places, first, end), capacity);
        end -= moved;
        first = 0;
        boundaries.forEach(boundary -> boundary.next -= moved);
        return moved;
    }
}
