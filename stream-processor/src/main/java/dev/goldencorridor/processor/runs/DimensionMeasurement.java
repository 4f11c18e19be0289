package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * A measurement with the dimension and the minute in which it counts.
 *
 * @param dimension the dimension's key
 * @param minute minutes since 1970-01-01T00:00Z
 */
record DimensionMeasurement(String dimension, long minute, Measurement measurement) {
    private static final long MINUTE_MS = 60_000;

    /** @param occurredAt milliseconds since 1970-01-01T00:00Z */
    static DimensionMeasurement at(Dimension dimension, long occurredAt, Measurement measurement) {
        return new DimensionMeasurement(dimension.key(), Math.floorDiv(occurredAt, MINUTE_MS), measurement);
    }

    DimensionMeasurement in(Dimension other) {
        return new DimensionMeasurement(other.key(), minute, measurement);
    }

    /** Returns the start of the minute, milliseconds since 1970-01-01T00:00Z. */
    long minuteStart() {
        return minute * MINUTE_MS;
    }

    /** Returns the multiset difference: a measurement that occurs twice, and once among the others, remains once. */
    static List<DimensionMeasurement> subtract(List<DimensionMeasurement> from, List<DimensionMeasurement> others) {
        if (others.isEmpty()) {
            return from;
        }
        List<DimensionMeasurement> remaining = new ArrayList<>(from);
        others.forEach(remaining::remove);
        return remaining;
    }
}
