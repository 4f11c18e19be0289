package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sum of one calendar period of one dimension to date, and of the same period of the year before to the same day. It
 * is to be read after {@link #advanceTo}.
 */
public final class PeriodSum {
    private static final DurationTotal NONE_LAST_YEAR = new DurationTotal();

    private final Period period;
    private final TripTotals current = new TripTotals();
    private final TripTotals lastYear = new TripTotals();
    private final Cargo cargo = new Cargo(Cargo.MAX_CHARACTERS_OF_A_PERIOD);
    private final Map<DurationKind, DurationSum> durations = new EnumMap<>(DurationKind.class);
    /** By the measure's code, in milliseconds; -1 where there is none. */
    private final long[] longest = new long[DurationKind.ALL.size()];

    /** The day that had the longest duration of a measure has become shorter: the other days have to be read. */
    private boolean isLongestUnknown;

    private final Map<DurationKind, DurationTotal> lastYearDurations = new EnumMap<>(DurationKind.class);
    private final long lastYearFirstDay;
    private long upTo;
    private long lastYearUpTo;
    private boolean over;

    PeriodSum(Period period) {
        this.period = period;
        Arrays.fill(longest, -1);
        this.upTo = period.firstDay() - 1;
        this.lastYearFirstDay = Period.yearBefore(period.firstDay());
        this.lastYearUpTo = lastYearFirstDay - 1;
    }

    public Period period() {
        return period;
    }

    public TripTotals current() {
        return current;
    }

    /** What the trips carried, as far as it is known. */
    public Cargo cargo() {
        return cargo;
    }

    public TripTotals lastYear() {
        return lastYear;
    }

    /** How many days of the period have begun. */
    public long days() {
        return upTo - period.firstDay() + 1;
    }

    /** How many days the same period of the year before has. */
    public long lastYearDays() {
        return lastYearUpTo - lastYearFirstDay + 1;
    }

    /** Whether the clock has left the period. */
    public boolean isOver() {
        return over;
    }

    /** The durations of a measure. */
    public Durations durations(DurationKind measure) {
        DurationSum sum = durations.get(measure);
        return sum == null ? Durations.NONE : Durations.of(sum, longest[measure.code()]);
    }

    /** The same of the year before. */
    public DurationTotal lastYearDurations(DurationKind measure) {
        return lastYearDurations.getOrDefault(measure, NONE_LAST_YEAR);
    }

    /** How many measures have durations. */
    int durationMeasures() {
        return durations.size();
    }

    /** Takes in the days that have begun since. */
    void advanceTo(long today, DayPanes days) {
        over = today > period.lastDay();
        long last = Math.min(today, period.lastDay());
        if (last > upTo) {
            days.forEach(upTo + 1, last + 1, (day, pane) -> {
                addCurrent(pane);
                takeLongest(pane);
            });
            upTo = last;
            long lastYearLast = Math.max(lastYearUpTo, Period.yearBefore(last));
            days.forEach(lastYearUpTo + 1, lastYearLast + 1, (day, pane) -> addLastYear(pane));
            lastYearUpTo = lastYearLast;
        }
        if (isLongestUnknown) {
            isLongestUnknown = false;
            Arrays.fill(longest, -1);
            days.forEach(period.firstDay(), upTo + 1, (day, pane) -> takeLongest(pane));
        }
    }

    private void takeLongest(Pane pane) {
        for (DurationKind measure : DurationKind.ALL) {
            longest[measure.code()] = Math.max(longest[measure.code()], pane.longest(measure));
        }
    }

    /**
     * Takes in a change of a day's pane, if the day is in either period.
     *
     * @param longestBefore the pane's longest duration of each measure before the change, -1 where it had none
     * @param after the pane with the change
     */
    void change(long day, Pane delta, long[] longestBefore, Pane after) {
        if (day >= period.firstDay() && day <= upTo) {
            addCurrent(delta);
            for (DurationKind measure : DurationKind.ALL) {
                int code = measure.code();
                long longestAfter = after.longest(measure);
                if (longestAfter >= longest[code]) {
                    longest[code] = longestAfter;
                } else if (longestBefore[code] >= longest[code]) {
                    isLongestUnknown = true;
                }
            }
        }
        if (day >= lastYearFirstDay && day <= lastYearUpTo) {
            addLastYear(delta);
        }
    }

    private void addCurrent(Pane pane) {
        current.add(pane.tally(), 1);
        if (pane.cargo() != null) {
            cargo.add(cargo.admitted(pane.cargo()), 1);
        }
        for (int i = 0; i < pane.durations(); i++) {
            durations
                    .computeIfAbsent(pane.measure(i), measure -> DurationSum.whole())
                    .add(pane, i);
        }
    }

    private void addLastYear(Pane pane) {
        lastYear.add(pane.tally(), 1);
        for (int i = 0; i < pane.durations(); i++) {
            lastYearDurations
                    .computeIfAbsent(pane.measure(i), measure -> new DurationTotal())
                    .add(pane.millis(i), pane.times(i));
        }
    }
}
