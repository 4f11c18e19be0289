package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The longest or the shortest of several durations. A score orders them: the extreme one has the greatest score. */
enum Extreme {
    LONGEST {
        @Override
        long scoreIn(PaneDurations pane, DurationKind kind) {
            return pane.longest(kind);
        }

        @Override
        long millis(long score) {
            return score;
        }
    },
    SHORTEST {
        @Override
        long scoreIn(PaneDurations pane, DurationKind kind) {
            long shortest = pane.shortest(kind);
            return shortest == NONE ? NONE : Long.MAX_VALUE - shortest;
        }

        @Override
        long millis(long score) {
            return score == NONE ? NONE : Long.MAX_VALUE - score;
        }
    };

    /** Stands for the score, and for the milliseconds, where there is no duration. */
    static final long NONE = -1;

    /** The score of a pane's extreme duration of a kind; {@link #NONE} if it has none. */
    abstract long scoreIn(PaneDurations pane, DurationKind kind);

    /** The duration with a score, in milliseconds; {@link #NONE} if there is none. */
    abstract long millis(long score);
}
