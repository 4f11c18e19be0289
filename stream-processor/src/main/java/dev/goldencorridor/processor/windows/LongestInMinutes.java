package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/** The longest duration of each measure in the last minutes, however many are asked for: one list serves all windows. */
final class LongestInMinutes {
    private final SuffixMaxima[] byMeasure = new SuffixMaxima[DurationKind.ALL.size()];
    private final long mostMinutes;
    private long now;

    /** @param mostMinutes the most that will be asked for */
    LongestInMinutes(long mostMinutes, long now) {
        this.mostMinutes = mostMinutes;
        this.now = now;
    }

    /** The longest of the last so many minutes, in milliseconds; -1 if there is none. */
    long ofLast(long minutes, DurationKind measure) {
        SuffixMaxima maxima = byMeasure[measure.code()];
        return maxima == null ? -1 : maxima.after(now - minutes);
    }

    /**
     * Takes in that what is longest in a minute may have changed. Minutes ahead of the clock wait for it.
     *
     * @param change has durations of each measure that it may have changed for
     * @param pane the minute's as it is now
     */
    void change(long minute, Pane change, MinutePanes panes, Pane pane) {
        if (minute > now || minute <= now - mostMinutes) {
            return;
        }
        DurationKind last = null;
        for (int i = 0; i < change.durations(); i++) {
            DurationKind measure = change.measure(i);
            if (measure != last) {
                maxima(measure).change(minute, pane.longest(measure), panes, measure);
                last = measure;
            }
        }
    }

    private SuffixMaxima maxima(DurationKind measure) {
        if (byMeasure[measure.code()] == null) {
            byMeasure[measure.code()] = new SuffixMaxima();
        }
        return byMeasure[measure.code()];
    }

    void advanceTo(long minute) {
        now = minute;
        for (SuffixMaxima maxima : byMeasure) {
            if (maxima != null) {
                maxima.forgetUpTo(now - mostMinutes);
            }
        }
    }
}
