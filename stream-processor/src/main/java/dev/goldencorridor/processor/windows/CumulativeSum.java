package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * What all panes add up to that have passed a boundary. A window is the difference of two of these, so that a pane is
 * added once for each boundary that it passes, and never taken away. Sums wrap around rather than overflow: differences
 * stay right. Mutable; not safe for use by several threads.
 */
final class CumulativeSum {
    private final boolean withHistograms;
    private final TripTotals tally = new TripTotals();
    /** By the measure's code, null where none have come yet; most dimensions never have any. */
    private DurationSum[] durations;

    /** @param withHistograms whether quantiles are asked of windows that begin or end there */
    CumulativeSum(boolean withHistograms) {
        this.withHistograms = withHistograms;
    }

    void add(Pane pane) {
        pane.addTallyTo(tally);
        int different = pane.durations();
        if (different > 0 && durations == null) {
            durations = new DurationSum[DurationKind.ALL.size()];
        }
        for (int i = 0; i < different; i++) {
            int code = pane.code(i);
            if (durations[code] == null) {
                durations[code] = withHistograms ? DurationSum.whole() : DurationSum.ofTotals();
            }
            durations[code].add(pane, i);
        }
    }

    TripTotals tally() {
        return tally;
    }

    /** Null if none have come yet. */
    DurationSum durations(DurationKind measure) {
        return durations == null ? null : durations[measure.code()];
    }
}
