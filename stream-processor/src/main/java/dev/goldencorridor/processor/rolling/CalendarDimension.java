package dev.goldencorridor.processor.rolling;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * One dimension in the calendar: a pane per day, and the sums of those periods that are asked for. A change may come for
 * any day of the history; it reopens the periods that hold the day and those that are compared with them. Days ahead of
 * the clock wait for it. The days of a year before the history are kept too: its first year is compared with them, so
 * that what is told of a period does not depend on when it was counted. Days count from 1970-01-01. Not safe for use by
 * several threads.
 */
public final class CalendarDimension {
    private static final long BEGINNING = Long.MIN_VALUE / 4;

    private final NavigableMap<Long, Pane> days = new TreeMap<>();
    private final Map<Period, PeriodSum> sums = new HashMap<>();
    private final Set<Period> changed = new LinkedHashSet<>();
    private final int years;
    private long today = BEGINNING;
    private long history = BEGINNING;
    private long earliest = BEGINNING;

    /** @param years how many full years before the current one are told */
    public CalendarDimension(int years) {
        this.years = years;
    }

    /**
     * Adds a change to a day's pane.
     *
     * @return the pane as it is now, zero if nothing is left in it; null if the day is before all that is kept
     */
    public Pane change(long day, Pane delta) {
        if (day < earliest) {
            return null;
        }
        Pane pane = days.getOrDefault(day, new Pane());
        long[] longestBefore = new long[Measure.ALL.size()];
        for (Measure measure : Measure.ALL) {
            longestBefore[measure.code()] = pane.longest(measure);
        }
        Pane taken = pane.admitted(delta);
        pane.add(taken, 1);
        if (pane.isZero()) {
            days.remove(day);
        } else {
            days.put(day, pane);
        }
        sums.values().forEach(sum -> sum.change(day, taken, longestBefore, pane, days));
        if (day <= today) {
            touch(day);
        }
        return pane;
    }

    /** The panes from one day to before another, as they are. */
    public NavigableMap<Long, Pane> between(long from, long before) {
        return days.subMap(from, true, before, false);
    }

    /** Moves the clock on to a day; going back is ignored. */
    public void advanceTo(long day) {
        if (day <= today) {
            return;
        }
        if (today != BEGINNING) {
            changed.addAll(Period.of(today));
        }
        days.subMap(today, false, day, true).keySet().forEach(this::touch);
        changed.addAll(Period.of(day));
        today = day;
        history = history(day, years);
        earliest = history(day, years + 1);
        sums.keySet().retainAll(Period.of(day));
        sums.values().forEach(sum -> sum.advanceTo(today, days));
    }

    /** Counts these periods among the changed. */
    public void touch(Collection<Period> periods) {
        changed.addAll(periods);
    }

    public boolean hasChanged() {
        return !changed.isEmpty();
    }

    private void touch(long day) {
        changed.addAll(Period.of(day));
        LocalDate date = LocalDate.ofEpochDay(day);
        LocalDate yearAfter = date.plusYears(1);
        changed.addAll(Period.of(yearAfter.toEpochDay()));
        if (yearAfter.isLeapYear() && yearAfter.getMonthValue() == 2 && yearAfter.getDayOfMonth() == 28) {
            changed.add(new Period(Period.Kind.DAY, yearAfter.plusDays(1)));
        }
        if (!yearAfter.minusYears(1).equals(date)) {
            // 29 February: the year after is compared with it from March on.
            changed.addAll(Period.of(yearAfter.plusDays(1).toEpochDay()));
        }
    }

    /** The periods of the history that have begun and whose sums may have changed since this was last asked. */
    public Set<Period> takeChanged() {
        Set<Period> taken = new LinkedHashSet<>(changed);
        changed.clear();
        taken.removeIf(period -> period.firstDay() < history || period.firstDay() > today);
        return taken;
    }

    /** A period's sum to date. Those of the periods that run are kept up with changes, others are made anew. */
    public PeriodSum sum(Period period) {
        boolean runs = period.firstDay() <= today && today <= period.lastDay();
        return runs ? sums.computeIfAbsent(period, this::summed) : summed(period);
    }

    private PeriodSum summed(Period period) {
        PeriodSum sum = new PeriodSum(period);
        sum.advanceTo(today, days);
        return sum;
    }

    /** Forgets the days that nothing is told of nor compared with any more, and tells them. */
    public List<Long> forget() {
        NavigableMap<Long, Pane> past = days.headMap(earliest, false);
        List<Long> forgotten = List.copyOf(past.keySet());
        past.clear();
        return forgotten;
    }

    /** First day of the history on a given day: the first of a year. */
    public static long history(long today, int years) {
        return LocalDate.ofEpochDay(today).withDayOfYear(1).minusYears(years).toEpochDay();
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }
}
