package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.Arrays;

/** The longest and the shortest duration of each kind over any number of panes. Mutable; not thread-safe. */
final class KindExtremes {
    private static final Extreme[] EXTREMES = Extreme.values();

    /** By extreme and kind; {@link Extreme#NONE} where there is none. */
    private final long[] scores = new long[EXTREMES.length * DurationKind.ALL.size()];

    KindExtremes() {
        clear();
    }

    void clear() {
        Arrays.fill(scores, Extreme.NONE);
    }

    /** In milliseconds; {@link Extreme#NONE} if there is none. */
    long millis(Extreme extreme, DurationKind kind) {
        return extreme.millis(scores[index(extreme, kind)]);
    }

    /** Includes a pane. */
    void include(PaneDurations pane) {
        for (Extreme extreme : EXTREMES) {
            for (DurationKind kind : DurationKind.ALL) {
                int index = index(extreme, kind);
                scores[index] = Math.max(scores[index], extreme.scoreIn(pane, kind));
            }
        }
    }

    /**
     * Follows a change of an included pane.
     *
     * @param before of the pane before the change
     * @return false if an extreme may have left with the change, so that all panes must be included again
     */
    boolean follow(KindExtremes before, PaneDurations after) {
        boolean isKnown = true;
        for (Extreme extreme : EXTREMES) {
            for (DurationKind kind : DurationKind.ALL) {
                int index = index(extreme, kind);
                long scoreAfter = extreme.scoreIn(after, kind);
                if (scoreAfter >= scores[index]) {
                    scores[index] = scoreAfter;
                } else if (before.scores[index] >= scores[index]) {
                    isKnown = false;
                }
            }
        }
        return isKnown;
    }

    private static int index(Extreme extreme, DurationKind kind) {
        return (extreme == Extreme.LONGEST ? 0 : DurationKind.ALL.size()) + kind.code();
    }
}
