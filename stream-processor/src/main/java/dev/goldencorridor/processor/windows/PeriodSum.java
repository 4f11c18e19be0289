package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.limits.TaskLimits;
import dev.goldencorridor.processor.model.DurationKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sum of one calendar period of one dimension to date, and of the same period of the year before up to the same
 * day. It is to be read after {@link #advanceTo}.
 */
public final class PeriodSum {
    private static final DurationTotal NONE_LAST_YEAR = new DurationTotal();

    private final Period period;
    private final TripTotals current = new TripTotals();
    private final TripTotals lastYear = new TripTotals();
    private final Cargo cargo = new Cargo(TaskLimits.MAX_PERIOD_NAMES_CHARS);
    private final KindDurations durations = new KindDurations();
    private final KindExtremes extremes = new KindExtremes();

    /** Whether a day may have lost an extreme duration. Then all days must be read again. */
    private boolean areExtremesUnknown;

    private final Map<DurationKind, DurationTotal> lastYearDurations = new EnumMap<>(DurationKind.class);
    private final long lastYearFirstDay;
    /** The last day that is included. */
    private long upTo;

    private long lastYearUpTo;
    private boolean isOver;

    PeriodSum(Period period) {
        this.period = period;
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

    /** The reported cargo of the trips. */
    public Cargo cargo() {
        return cargo;
    }

    public TripTotals lastYear() {
        return lastYear;
    }

    /** The number of days of the period that have begun. */
    public long days() {
        return upTo - period.firstDay() + 1;
    }

    /** The number of days that are included of the same period of the year before. */
    public long lastYearDays() {
        return lastYearUpTo - lastYearFirstDay + 1;
    }

    /** Whether the clock has left the period. */
    public boolean isOver() {
        return isOver;
    }

    public Durations durations(DurationKind kind) {
        return durations.of(kind, extremes);
    }

    /** The durations of the same period of the year before. */
    public DurationTotal lastYearDurations(DurationKind kind) {
        return lastYearDurations.getOrDefault(kind, NONE_LAST_YEAR);
    }

    /** The number of kinds that have durations. */
    int durationKinds() {
        return durations.size();
    }

    /** Adds the days that have begun since the last call. */
    void advanceTo(long today, DayPanes days) {
        isOver = today > period.lastDay();
        long last = Math.min(today, period.lastDay());
        if (last > upTo) {
            days.forEach(upTo + 1, last + 1, (day, pane) -> {
                addCurrent(pane);
                extremes.include(pane);
            });
            upTo = last;
            long lastYearLast = Math.max(lastYearUpTo, Period.yearBefore(last));
            days.forEach(lastYearUpTo + 1, lastYearLast + 1, (day, pane) -> addLastYear(pane));
            lastYearUpTo = lastYearLast;
        }
        if (areExtremesUnknown) {
            areExtremesUnknown = false;
            extremes.clear();
            days.forEach(period.firstDay(), upTo + 1, (day, pane) -> extremes.include(pane));
        }
    }

    /**
     * Adds a change of a day's pane, if the day is included in either period.
     *
     * @param before the extremes of the pane before the change
     * @param after the pane after the change
     */
    void change(long day, Pane delta, KindExtremes before, Pane after) {
        if (day >= period.firstDay() && day <= upTo) {
            addCurrent(delta);
            areExtremesUnknown |= !extremes.follow(before, after);
        }
        if (day >= lastYearFirstDay && day <= lastYearUpTo) {
            addLastYear(delta);
        }
    }

    private void addCurrent(Pane pane) {
        current.add(pane.tripTotals(), 1);
        if (pane.cargo() != null) {
            cargo.add(cargo.bounded(pane.cargo()), 1);
        }
        durations.add(pane);
    }

    private void addLastYear(Pane pane) {
        lastYear.add(pane.tripTotals(), 1);
        for (int i = 0; i < pane.durationCount(); i++) {
            lastYearDurations
                    .computeIfAbsent(pane.kind(i), kind -> new DurationTotal())
                    .add(pane.millis(i), pane.times(i));
        }
    }
}
