package dev.goldencorridor.processor.rolling;

/** The longest duration of each measure in the last minutes, however many are asked for: one list serves all windows. */
final class LongestInMinutes {
    private final SuffixMaxima[] byMeasure = new SuffixMaxima[Measure.ALL.size()];
    private final long mostMinutes;
    private long now;

    /** @param mostMinutes the most that will be asked for */
    LongestInMinutes(long mostMinutes, long now) {
        this.mostMinutes = mostMinutes;
        this.now = now;
    }

    /** The longest of the last so many minutes, in milliseconds; -1 if there is none. */
    long ofLast(long minutes, Measure measure) {
        SuffixMaxima maxima = byMeasure[measure.code()];
        return maxima == null ? -1 : maxima.after(now - minutes);
    }

    /** Takes in that what is longest in a minute may have changed. Minutes ahead of the clock wait for it. */
    void change(long minute, Measure measure, MinutePanes panes, Pane pane) {
        if (minute > now || minute <= now - mostMinutes) {
            return;
        }
        if (byMeasure[measure.code()] == null) {
            byMeasure[measure.code()] = new SuffixMaxima();
        }
        byMeasure[measure.code()].change(minute, pane.longest(measure), panes, measure);
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
