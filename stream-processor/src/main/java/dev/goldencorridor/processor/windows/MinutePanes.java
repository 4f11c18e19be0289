package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The panes of the minutes that are not empty, in order, and the {@linkplain Boundary boundaries} that pass over them
 * as time moves on. Most changes are for one of the last minutes. Their cost does not depend on the number of panes.
 */
final class MinutePanes {
    /** The nearest to the clock first. */
    private final List<Boundary> boundaries;
    /** The elements from {@code first} to before {@code end} are in use. */
    private long[] minutes = new long[8];

    /** The address of each minute's pane in the arena. */
    private int[] addresses = new int[8];

    private int first;
    private int end;
    private PaneArena arena = new PaneArena();

    /** Views of the pane that was changed last, that passed a boundary last, and that was read last. */
    private final Pane changedView = new Pane();

    private final Pane passingView = new Pane();
    private final Pane readView = new Pane();

    private Pane lastAdded = changedView;

    /** Receives a pane. */
    interface Visitor {
        void visit(long minute, Pane pane);
    }

    /** An instant that follows the clock at a distance. Exactly the panes before it have passed it. */
    static final class Boundary {
        private final long lag;
        private final CumulativeSum passedSum;
        /** The index of the first pane that has not passed. */
        private int next;

        /**
         * A boundary that nothing has passed.
         *
         * @param lag the minutes that it is behind the clock
         * @param passedSum the sum of the panes that have passed
         */
        Boundary(long lag, CumulativeSum passedSum) {
            this.lag = lag;
            this.passedSum = passedSum;
        }

        CumulativeSum passedSum() {
            return passedSum;
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

    /** Copies of the panes from one minute to before another. */
    NavigableMap<Long, Pane> between(long from, long before) {
        NavigableMap<Long, Pane> found = new TreeMap<>();
        int at = find(from);
        for (int i = at >= 0 ? at : -at - 1; i < end && minutes[i] < before; i++) {
            found.put(minutes[i], new Pane().addWithoutCargo(arena.view(readView, addresses[i]), 1));
        }
        return found;
    }

    /** Visits the panes from one minute to before another, in order. The visitor must neither change nor keep them. */
    void forEach(long from, long before, Visitor visitor) {
        int at = find(from);
        for (int i = at >= 0 ? at : -at - 1; i < end && minutes[i] < before; i++) {
            visitor.visit(minutes[i], arena.view(readView, addresses[i]));
        }
    }

    /**
     * Adds a change to a minute's pane.
     *
     * @return the pane after the change, to be read before the next change
     */
    Pane add(long minute, Pane change, long now) {
        int found = find(minute);
        int at = found >= 0 ? found : insert(-found - 1, minute, now);
        lastAdded = arena.view(changedView, addresses[at]).boundedWithoutCargo(change);
        if (lastAdded.durationCount() > 0) {
            addresses[at] = arena.ensureCapacity(addresses[at], 2 * lastAdded.durationCount());
        }
        arena.change(addresses[at], changedView, lastAdded);
        if (changedView.isZero()) {
            remove(at, minute, now);
        } else if (arena.isSparse()) {
            compact();
            arena.view(changedView, addresses[at]);
        }
        return changedView;
    }

    /** The last change as it {@linkplain Pane#boundedWithoutCargo was added}. */
    Pane lastAdded() {
        return lastAdded;
    }

    private void remove(int at, long minute, long now) {
        arena.remove(addresses[at]);
        System.arraycopy(minutes, at + 1, minutes, at, end - at - 1);
        System.arraycopy(addresses, at + 1, addresses, at, end - at - 1);
        end--;
        for (Boundary boundary : boundaries) {
            if (minute > now - boundary.lag) {
                break;
            }
            boundary.next--;
        }
    }

    /**
     * The next pane that passes a boundary when the clock is at {@code now}; null if there is none. It is to be read
     * before the one after it.
     */
    Pane pass(Boundary boundary, long now) {
        return boundary.next < end && minutes[boundary.next] <= now - boundary.lag
                ? arena.view(passingView, addresses[boundary.next++])
                : null;
    }

    /** The minute of the pane that passed last. */
    long lastPassed(Boundary boundary) {
        return minutes[boundary.next - 1];
    }

    /**
     * Evicts the panes that have passed the last boundary.
     *
     * @return their minutes
     */
    List<Long> evictPassed(Boundary last) {
        if (first == last.next) {
            return List.of();
        }
        List<Long> evicted = new ArrayList<>(last.next - first);
        while (first < last.next) {
            arena.remove(addresses[first]);
            evicted.add(minutes[first++]);
        }
        return evicted;
    }

    /** The index of the last pane before a minute; -1 if there is none. */
    int indexBefore(long minute) {
        int at = find(minute);
        return previous(at >= 0 ? at : -at - 1);
    }

    /** The index of the pane before another; -1 if there is none. */
    int previous(int index) {
        return index > first ? index - 1 : -1;
    }

    long minute(int index) {
        return minutes[index];
    }

    /** The score of a pane's extreme duration of a kind; {@link Extreme#NONE} if it has none. */
    long score(int index, Extreme extreme, DurationKind kind) {
        return extreme.scoreIn(arena.view(readView, addresses[index]), kind);
    }

    private int find(long minute) {
        if (first == end || minutes[end - 1] < minute) {
            return -end - 1;
        }
        return minutes[end - 1] == minute ? end - 1 : Arrays.binarySearch(minutes, first, end, minute);
    }

    /** Inserts an empty pane; returns its index. */
    private int insert(int at, long minute, long now) {
        int index = end < minutes.length ? at : at - shiftToBeginning();
        System.arraycopy(minutes, index, minutes, index + 1, end - index);
        System.arraycopy(addresses, index, addresses, index + 1, end - index);
        end++;
        minutes[index] = minute;
        addresses[index] = arena.add();
        for (Boundary boundary : boundaries) {
            if (minute > now - boundary.lag) {
                break;
            }
            boundary.next++;
        }
        return index;
    }

    /** Moves all panes to a new arena, without gaps. */
    private void compact() {
        PaneArena compacted = new PaneArena();
        for (int i = first; i < end; i++) {
            addresses[i] = compacted.add(arena.view(readView, addresses[i]));
        }
        arena = compacted;
    }

    /**
     * Shifts all elements to the beginning of the arrays, which grow if less than half of them is free.
     *
     * @return by how many indexes
     */
    private int shiftToBeginning() {
        int shift = first;
        int capacity = first >= minutes.length / 2 ? minutes.length : minutes.length * 2;
        minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, first, end), capacity);
        addresses = Arrays.copyOf(Arrays.copyOfRange(addresses, first, end), capacity);
        end -= shift;
        first = 0;
        boundaries.forEach(boundary -> boundary.next -= shift);
        return shift;
    }
}
