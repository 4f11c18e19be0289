package dev.goldencorridor.processor.model;

import java.util.List;

/** What a pane counts, one by one: facts add, and taking one away leaves the pane as if it had never been added. */
public sealed interface Measurement {
    /**
     * A trip and what it carried.
     *
     * @param kilograms gross mass
     */
    record Trip(TravelDirection sense, long wagons, long loadedTeu, long emptyTeu, long kilograms, List<Commodity> commodities)
            implements Measurement {}

    /**
     * Something that took its time.
     *
     * @param endedOnSameDay on the civil date on which it began, where it happened
     */
    record Elapsed(DurationKind measure, long millis, boolean endedOnSameDay) implements Measurement {}
}
