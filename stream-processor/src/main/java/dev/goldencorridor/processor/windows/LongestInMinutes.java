package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The longest duration of each kind in the last minutes. One list serves all windows, whatever their lengths. */
final class LongestInMinutes {
    private final SuffixMaxima[] byKind = new SuffixMaxima[DurationKind.ALL.size()];
    private final long maxMinutes;
    private long now;

    /** @param maxMinutes the length of the longest window */
    LongestInMinutes(long maxMinutes, long now) {
        this.maxMinutes = maxMinutes;
        this.now = now;
    }

    /** The longest duration of the last minutes in milliseconds; -1 if there is none. */
    long ofLast(long minutes, DurationKind kind) {
        SuffixMaxima maxima = byKind[kind.code()];
        return maxima == null ? -1 : maxima.after(now - minutes);
    }

    /**
     * Follows a change of a minute's pane. A minute ahead of the clock has no effect before the clock reaches it.
     *
     * @param change contains every kind whose longest may have changed
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
                maxima(kind).change(minute, pane.longest(kind), panes, kind);
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

    private SuffixMaxima maxima(DurationKind kind) {
        if (byKind[kind.code()] == null) {
            byKind[kind.code()] = new SuffixMaxima();
        }
        return byKind[kind.code()];
    }

    void advanceTo(long minute) {
        now = minute;
        for (SuffixMaxima maxima : byKind) {
            if (maxima != null) {
                maxima.evictUpTo(now - maxMinutes);
            }
        }
    }
}
