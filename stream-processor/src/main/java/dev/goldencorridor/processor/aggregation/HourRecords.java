package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.windows.HourSum;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.TripCounts;

/**
 * Converts the sums of hours into the records of the contract. An hour is compared with no other hour, and has no open
 * trains. So it changes only with its own events. Pure functions. {@code clock} is in milliseconds since
 * 1970-01-01T00:00Z.
 */
final class HourRecords {
    private HourRecords() {}

    static TripCounts trips(Dimension dimension, HourSum sum, long clock) {
        return AggregateRecords.trips(dimension, TimeRange.of(sum), sum.trips(), 0, clock)
                .build();
    }

    static ClearanceLatency clearance(Dimension port, HourSum sum, long clock) {
        return AggregateRecords.clearance(port, TimeRange.of(sum), sum::durations, new WaitingTrains(), clock);
    }

    static DurationStatistics dwell(Dimension dimension, HourSum sum, long clock) {
        return AggregateRecords.durations(
                dimension, TimeRange.of(sum), sum.durations(DurationKind.DWELL), null, null, clock);
    }
}
