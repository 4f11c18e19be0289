package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The sum of one hour of one dimension, up to the clock. It has no cargo, since minute panes have none. */
public final class HourSum {
    private final Hour hour;
    private final TripTotals trips = new TripTotals();
    private final KindDurations durations = new KindDurations();
    private final KindExtremes extremes = new KindExtremes();

    HourSum(Hour hour) {
        this.hour = hour;
    }

    void add(Pane pane) {
        pane.addTripTotalsTo(trips);
        durations.add(pane);
        if (pane.durationCount() > 0) {
            extremes.include(pane);
        }
    }

    public Hour hour() {
        return hour;
    }

    public TripTotals trips() {
        return trips;
    }

    public Durations durations(DurationKind kind) {
        return durations.of(kind, extremes);
    }
}
