package dev.goldencorridor.processor.aggregation;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Dimensions to emit, in rounds. A round emits the dimensions that were queued when it began. For a task's thread. */
final class RoundQueue {
    private final Set<String> dimensions = new LinkedHashSet<>();
    /** How many of the first dimensions belong to the round. */
    private int due;

    /** Adds a dimension at the end, unless it is queued already. */
    void add(String dimension) {
        dimensions.add(dimension);
    }

    int size() {
        return dimensions.size();
    }

    /** Begins a round, unless one is still in progress. */
    void startRound() {
        if (due == 0) {
            due = dimensions.size();
        }
    }

    boolean hasDue() {
        return due > 0;
    }

    /** Removes the first dimension. The queue must have a due one. */
    String poll() {
        due--;
        Iterator<String> iterator = dimensions.iterator();
        String first = iterator.next();
        iterator.remove();
        return first;
    }
}
