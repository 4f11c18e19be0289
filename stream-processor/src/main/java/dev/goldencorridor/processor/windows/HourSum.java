package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.EnumMap;
import java.util.Map;

/** The sum of one hour of one dimension, up to the clock. It has no cargo, since minute panes have none. */
public final class HourSum {
    private final Hour hour;
    private final TripTotals trips = new TripTotals();
    private final Map<DurationKind, DurationSum> durations = new EnumMap<>(DurationKind.class);
    private final KindExtremes extremes = new KindExtremes();

    HourSum(Hour hour) {
        this.hour = hour;
    }

    void add(Pane pane) {
        pane.addTripTotalsTo(trips);
        for (int i = 0; i < pane.durationCount(); i++) {
            durations
                    .computeIfAbsent(pane.kind(i), kind -> DurationSum.withHistogram())
                    .add(pane, i);
        }
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
        DurationSum sum = durations.get(kind);
        return sum == null
                ? Durations.NONE
                : Durations.of(sum, extremes.millis(Extreme.SHORTEST, kind), extremes.millis(Extreme.LONGEST, kind));
    }
}
