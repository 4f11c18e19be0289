package dev.goldencorridor.processor.rolling;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;

/** The sum of one calendar period of one dimension to date, and of the same period of the year before to the same day. */
public final class PeriodSum {
    private static final DurationTotal NONE_LAST_YEAR = new DurationTotal();

    private final Period period;
    private final Tally current = new Tally();
    private final Tally lastYear = new Tally();
    private final Cargo cargo = new Cargo();
    private final Map<Measure, DurationSum> durations = new EnumMap<>(Measure.class);
    /** By the measure's code, in milliseconds; -1 where there is none. */
    private final long[] longest = new long[Measure.ALL.size()];

    private final Map<Measure, DurationTotal> lastYearDurations = new EnumMap<>(Measure.class);
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

    public Tally current() {
        return current;
    }

    /** What the trips carried, as far as it is known. */
    public Cargo cargo() {
        return cargo;
    }

    public Tally lastYear() {
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
    public Durations durations(Measure measure) {
        DurationSum sum = durations.get(measure);
        return sum == null ? Durations.NONE : Durations.of(sum, longest[measure.code()]);
    }

    /** The same of the year before. */
    public DurationTotal lastYearDurations(Measure measure) {
        return lastYearDurations.getOrDefault(measure, NONE_LAST_YEAR);
    }

    /** Takes in the days that have begun since. */
    void advanceTo(long today, NavigableMap<Long, Pane> days) {
        over = today > period.lastDay();
        long last = Math.min(today, period.lastDay());
        if (last <= upTo) {
            return;
        }
        days.subMap(upTo, false, last, true).values().forEach(pane -> {
            addCurrent(pane);
            for (Measure measure : Measure.ALL) {
                longest[measure.code()] = Math.max(longest[measure.code()], pane.longest(measure));
            }
        });
        upTo = last;
        long lastYearLast = Period.yearBefore(last);
        days.subMap(lastYearUpTo, false, Math.max(lastYearUpTo, lastYearLast), true)
                .values()
                .forEach(this::addLastYear);
        lastYearUpTo = Math.max(lastYearUpTo, lastYearLast);
    }

    /**
     * Takes in a change of a day's pane, if the day is in either period.
     *
     * @param longestBefore the pane's longest duration of each measure before the change, -1 where it had none
     * @param after the pane with the change
     * @param days all panes, with the change
     */
    void change(long day, Pane delta, long[] longestBefore, Pane after, NavigableMap<Long, Pane> days) {
        if (day >= period.firstDay() && day <= upTo) {
            addCurrent(delta);
            for (Measure measure : Measure.ALL) {
                int code = measure.code();
                longest[code] = longest(measure, longest[code], longestBefore[code], after.longest(measure), days);
            }
        }
        if (day >= lastYearFirstDay && day <= lastYearUpTo) {
            addLastYear(delta);
        }
    }

    /** Only where the day that had the longest has become shorter must the others be looked at. */
    private long longest(
            Measure measure, long known, long longestBefore, long longestAfter, NavigableMap<Long, Pane> days) {
        if (longestAfter >= known) {
            return longestAfter;
        }
        if (longestBefore < known) {
            return known;
        }
        return days.subMap(period.firstDay(), true, upTo, true).values().stream()
                .mapToLong(pane -> pane.longest(measure))
                .max()
                .orElse(-1);
    }

    private void addCurrent(Pane pane) {
        current.add(pane.tally(), 1);
        if (pane.cargo() != null) {
            cargo.add(pane.cargo(), 1);
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
