package dev.goldencorridor.processor.rolling;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;

/** The sum of one calendar period of one dimension to date, and of the same period of the year before to the same day. */
public final class PeriodSum {
    private static final DurationSum NONE = new DurationSum();

    private final Period period;
    private final Pane current = new Pane();
    private final Tally lastYear = new Tally();
    private final Map<Measure, DurationSum> durations = new EnumMap<>(Measure.class);
    private final Map<Measure, DurationSum> lastYearDurations = new EnumMap<>(Measure.class);
    private final long lastYearFirstDay;
    private long upTo;
    private long lastYearUpTo;
    private boolean over;

    PeriodSum(Period period) {
        this.period = period;
        this.upTo = period.firstDay() - 1;
        this.lastYearFirstDay = Period.yearBefore(period.firstDay());
        this.lastYearUpTo = lastYearFirstDay - 1;
    }

    public Period period() {
        return period;
    }

    public Tally current() {
        return current.tally();
    }

    /** What the trips carried; null if nothing is known of it. */
    public Cargo cargo() {
        return current.cargo();
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

    /** The durations of a measure, to be read only. */
    public DurationSum durations(Measure measure) {
        return durations.getOrDefault(measure, NONE);
    }

    /** The same of the year before. */
    public DurationSum lastYearDurations(Measure measure) {
        return lastYearDurations.getOrDefault(measure, NONE);
    }

    /** Takes in the days that have begun since. */
    void advanceTo(long today, NavigableMap<Long, Pane> days) {
        over = today > period.lastDay();
        long last = Math.min(today, period.lastDay());
        if (last <= upTo) {
            return;
        }
        days.subMap(upTo, false, last, true).values().forEach(pane -> {
            current.add(pane, 1);
            addDurations(durations, pane, 1);
        });
        upTo = last;
        long lastYearLast = Period.yearBefore(last);
        days.subMap(lastYearUpTo, false, Math.max(lastYearUpTo, lastYearLast), true)
                .values()
                .forEach(pane -> {
                    lastYear.add(pane.tally(), 1);
                    addDurations(lastYearDurations, pane, 1);
                });
        lastYearUpTo = Math.max(lastYearUpTo, lastYearLast);
    }

    /** Takes in a change of a day's pane, if the day is in either period. */
    void change(long day, Pane delta, long[] longestBefore, Pane after) {
        if (day >= period.firstDay() && day <= upTo) {
            current.add(delta, 1);
            changeDurations(durations, delta, longestBefore, after);
        }
        if (day >= lastYearFirstDay && day <= lastYearUpTo) {
            lastYear.add(delta.tally(), 1);
            changeDurations(lastYearDurations, delta, longestBefore, after);
        }
    }

    private static void addDurations(Map<Measure, DurationSum> sums, Pane pane, int sign) {
        for (Measure measure : Measure.ALL) {
            DurationCounts counts = pane.durations(measure);
            if (counts != null) {
                DurationSum sum = sums.computeIfAbsent(measure, m -> new DurationSum());
                sum.add(counts, sign);
                sum.addLongest(counts.longest(), sign);
            }
        }
    }

    private static void changeDurations(Map<Measure, DurationSum> sums, Pane delta, long[] longestBefore, Pane after) {
        for (Measure measure : Measure.ALL) {
            DurationCounts counts = delta.durations(measure);
            if (counts != null) {
                DurationSum sum = sums.computeIfAbsent(measure, m -> new DurationSum());
                sum.addLongest(longestBefore[measure.code()], -1);
                sum.add(counts, 1);
                sum.addLongest(after.longest(measure), 1);
            }
        }
    }
}
