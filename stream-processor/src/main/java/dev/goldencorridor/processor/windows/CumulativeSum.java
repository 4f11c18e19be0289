package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * The sum of all panes that have passed a boundary. A window is the difference of two such sums. So a pane is added
 * once for each boundary that it passes, and never subtracted. Sums may wrap around; their differences stay right.
 * Mutable; not thread-safe.
 */
final class CumulativeSum {
    private final boolean withHistograms;
    private final TripTotals tripTotals = new TripTotals();
    /** By the code of the kind, null where none have come yet. Most dimensions never have any. */
    private DurationSum[] durations;

    /** @param withHistograms whether the boundary is the start or the end of a window, which needs quantiles */
    CumulativeSum(boolean withHistograms) {
        this.withHistograms = withHistograms;
    }

    void add(Pane pane) {
        pane.addTripTotalsTo(tripTotals);
        int count = pane.durationCount();
        if (count > 0 && durations == null) {
            durations = new DurationSum[DurationKind.ALL.size()];
        }
        for (int i = 0; i < count; i++) {
            int code = pane.kindCode(i);
            if (durations[code] == null) {
                durations[code] = withHistograms ? DurationSum.withHistogram() : DurationSum.withoutHistogram();
            }
            durations[code].add(pane, i);
        }
    }

    TripTotals tripTotals() {
        return tripTotals;
    }

    /** Null if none have come yet. */
    DurationSum durations(DurationKind kind) {
        return durations == null ? null : durations[kind.code()];
    }
}
