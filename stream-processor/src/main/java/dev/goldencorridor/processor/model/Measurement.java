package dev.goldencorridor.processor.model;

import java.util.List;

/** A fact that a visit contributes to a pane. Subtracting it leaves the pane as if it had never been added. */
public sealed interface Measurement {
    /**
     * A trip with its consist.
     *
     * @param kilograms gross mass
     */
    record Trip(
            TravelDirection direction,
            long wagons,
            long loadedTeu,
            long emptyTeu,
            long kilograms,
            List<Commodity> commodities)
            implements Measurement {}

    /**
     * A measured duration.
     *
     * @param endedOnSameDay whether it ended on the civil date on which it began, in the zone of the facility
     */
    record Elapsed(DurationKind kind, long millis, boolean endedOnSameDay) implements Measurement {}
}
