package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * The longest and the shortest duration of each kind in the last minutes. One list an extreme serves all windows,
 * whatever their lengths.
 */
final class ExtremesInMinutes {
    private static final Extreme[] EXTREMES = Extreme.values();

    private final SuffixMaxima[] longest = new SuffixMaxima[DurationKind.ALL.size()];
    private final SuffixMaxima[] shortest = new SuffixMaxima[DurationKind.ALL.size()];
    private final long maxMinutes;
    private long now;

    /** @param maxMinutes the length of the longest window */
    ExtremesInMinutes(long maxMinutes, long now) {
        this.maxMinutes = maxMinutes;
        this.now = now;
    }

    /** The extreme duration of the last minutes in milliseconds; {@link Extreme#NONE} if there is none. */
    long ofLast(long minutes, Extreme extreme, DurationKind kind) {
        SuffixMaxima maxima = of(extreme)[kind.code()];
        return maxima == null ? Extreme.NONE : extreme.millis(maxima.after(now - minutes));
    }

    /**
     * Follows a change of a minute's pane. A minute ahead of the clock has no effect before the clock reaches it.
     *
     * @param change contains every kind whose extremes may have changed
     * @param pane the minute's pane after the change
     */
    void change(long minute, Pane change, MinutePanes panes, Pane pane) {
        if (isAhead(minute) || isPast(minute)) {
            return;
        }
        DurationKind last = null;
        for (int i = 0; i < change.durationCount(); i++) {
            DurationKind kind = change.kind(i);
            if (kind != last) {
                // Both scores are read first: a change of one list may reuse the view of the pane.
                long longestNow = pane.longest(kind);
                long shortestNow = Extreme.SHORTEST.scoreIn(pane, kind);
                maxima(Extreme.LONGEST, kind).change(minute, longestNow, panes, kind);
                maxima(Extreme.SHORTEST, kind).change(minute, shortestNow, panes, kind);
                last = kind;
            }
        }
    }

    private boolean isAhead(long minute) {
        return minute > now;
    }

    private boolean isPast(long minute) {
        return minute <= now - maxMinutes;
    }

    private SuffixMaxima[] of(Extreme extreme) {
        return extreme == Extreme.LONGEST ? longest : shortest;
    }

    private SuffixMaxima maxima(Extreme extreme, DurationKind kind) {
        SuffixMaxima[] byKind = of(extreme);
        if (byKind[kind.code()] == null) {
            byKind[kind.code()] = new SuffixMaxima(extreme);
        }
        return byKind[kind.code()];
    }

    void advanceTo(long minute) {
        now = minute;
        for (Extreme extreme : EXTREMES) {
            for (SuffixMaxima maxima : of(extreme)) {
                if (maxima != null) {
                    maxima.evictUpTo(now - maxMinutes);
                }
            }
        }
    }
}
