package dev.goldencorridor.processor.rolling;

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
    private final List<Boundary> boundaries;
    /** In use are those from {@code first} to before {@code end}. */
    private long[] minutes = new long[8];

    private Pane[] panes = new Pane[8];
    private int first;
    private int end;

    /**
     * An instant that follows the clock at a distance; the panes before it, and none else, have passed it.
     */
    static final class Boundary {
        private final long lag;
        private final PassedSum passed;
        /** The first pane that has not passed. */
        private int next;

        /**
         * A boundary that nothing has passed.
         *
         * @param lag minutes that it is behind the clock
         * @param passed what the panes that have passed add up to
         */
        Boundary(long lag, PassedSum passed) {
            this.lag = lag;
            this.passed = passed;
        }

        PassedSum passed() {
            return passed;
        }

        long lag() {
            return lag;
        }
    }

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
            found.put(minutes[i], panes[i]);
        }
        return found;
    }

    /** The minute's pane; a new one if there was none. */
    Pane at(long minute, long now) {
        int at = find(minute);
        if (at >= 0) {
            return panes[at];
        }
        Pane pane = new Pane();
        insert(-at - 1, minute, pane);
        for (Boundary boundary : boundaries) {
            if (minute <= now - boundary.lag) {
                boundary.next++;
            }
        }
        return pane;
    }

    void remove(long minute, long now) {
        int at = find(minute);
        System.arraycopy(minutes, at + 1, minutes, at, end - at - 1);
        System.arraycopy(panes, at + 1, panes, at, end - at - 1);
        panes[--end] = null;
        for (Boundary boundary : boundaries) {
            if (minute <= now - boundary.lag) {
                boundary.next--;
            }
        }
    }

    /** The next pane that passes the boundary when the clock moves on to {@code now}; null if none is left. */
    Pane pass(Boundary boundary, long now) {
        return boundary.next < end && minutes[boundary.next] <= now - boundary.lag ? panes[boundary.next++] : null;
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
            forgotten.add(minutes[first]);
            panes[first++] = null;
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

    Pane pane(int index) {
        return panes[index];
    }

    private int find(long minute) {
        if (first == end || minutes[end - 1] < minute) {
            return -end - 1;
        }
        return minutes[end - 1] == minute ? end - 1 : Arrays.binarySearch(minutes, first, end, minute);
    }

    private void insert(int at, long minute, Pane pane) {
        int place = at;
        if (end == minutes.length) {
            place -= makeRoom();
        }
        System.arraycopy(minutes, place, minutes, place + 1, end - place);
        System.arraycopy(panes, place, panes, place + 1, end - place);
        minutes[place] = minute;
        panes[place] = pane;
        end++;
    }

    /** Moves all to the beginning, of longer arrays where less than half is free; tells by how much. */
    private int makeRoom() {
        int moved = first;
        int capacity = first >= minutes.length / 2 ? minutes.length : minutes.length * 2;
        minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, first, end), capacity);
        panes = Arrays.copyOf(Arrays.copyOfRange(panes, first, end), capacity);
        end -= moved;
        first = 0;
        boundaries.forEach(boundary -> boundary.next -= moved);
        return moved;
    }
}
