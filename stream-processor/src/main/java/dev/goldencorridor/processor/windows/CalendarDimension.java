package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One dimension in the calendar: which of its periods have to be published again, and the sums of the periods that are
 * asked for. The panes of the days are stored elsewhere and read when a sum is built. The sums of the running day, month
 * and year are kept and follow each change, until they are {@linkplain #dropSums dropped}.
 *
 * <p>A change may come for any day of the history; it reopens the periods that hold the day and those that are compared
 * with them. Days ahead of the clock wait for it. Days count from 1970-01-01. Not safe for use by several threads.
 */
public final class CalendarDimension {
    /** Before any day. */
    public static final long BEGINNING = Long.MIN_VALUE / 4;

    private static final int NAMES_PER_KILOBYTE = 16;

    private final DayPanes days;
    private final int years;
    private final Map<Period, PeriodSum> sums = new HashMap<>(4);
    private final long[] longestBefore = new long[DurationKind.ALL.size()];
    private ChangedDays changed = new ChangedDays();
    /** Days whose periods were taken and are not yet published. */
    private ChangedDays inWork = new ChangedDays();

    private boolean isRunningChanged;
    private long today;
    private long history = BEGINNING;
    /** Days before this one bear on no running period. */
    private long comparedFrom = BEGINNING;

    /**
     * A dimension without sums.
     *
     * @param years how many full years before the current one are published
     * @param days its panes
     * @param reached the day that the clock was in when the periods of all dimensions were last up to date; {@link
     *     #BEGINNING} if they never were
     */
    public CalendarDimension(int years, DayPanes days, long reached) {
        this.years = years;
        this.days = days;
        this.today = BEGINNING;
        if (reached != BEGINNING) {
            moveTo(reached);
        }
    }

    /**
     * Adds a change to a day's pane, and to the sums that are kept.
     *
     * @param pane the day's pane before the change; with it after the call, and then to be stored
     */
    public void change(long day, Pane pane, Pane delta) {
        for (DurationKind measure : DurationKind.ALL) {
            longestBefore[measure.code()] = pane.longest(measure);
        }
        Pane taken = pane.admitted(delta);
        pane.add(taken, 1);
        sums.values().forEach(sum -> sum.change(day, taken, longestBefore, pane));
        if (day <= today || today == BEGINNING) {
            touch(day);
        }
    }

    /** Moves the clock on to a day; going back is ignored. */
    public void advanceTo(long day) {
        if (day <= today) {
            return;
        }
        if (today != BEGINNING) {
            changed.add(today);
            days.forEach(today + 1, day + 1, (at, pane) -> touch(at));
        }
        moveTo(day);
        isRunningChanged = true;
    }

    /** The day that the clock is in. */
    public long today() {
        return today;
    }

    private void moveTo(long day) {
        today = day;
        history = history(day, years);
        comparedFrom = history(day, 1);
        sums.keySet().retainAll(Period.of(day));
    }

    /** Counts the periods of a day, and those compared with them, among the changed. */
    public void touch(long day) {
        if (day >= comparedFrom) {
            isRunningChanged = true;
        }
        if (day != today) {
            changed.add(day);
        }
    }

    /** Counts the running periods among the changed. */
    public void touchRunning() {
        isRunningChanged = true;
    }

    public boolean isRunningChanged() {
        return isRunningChanged;
    }

    /** Whether periods that are over have changed, and are not in work. */
    public boolean hasChangedDays() {
        return !changed.isEmpty();
    }

    /** Whether anything is still to be published. */
    public boolean isUnpublished() {
        return isRunningChanged || !changed.isEmpty() || !inWork.isEmpty();
    }

    /** The days whose periods are still to be published; today as well, since its periods may be over after a restart. */
    public ChangedDays unpublishedDays() {
        ChangedDays unpublished = new ChangedDays();
        unpublished.addAll(changed);
        unpublished.addAll(inWork);
        if (isRunningChanged && today != BEGINNING) {
            unpublished.add(today);
        }
        return unpublished;
    }

    /** The running periods; they no longer count as changed. */
    public List<Period> takeRunning() {
        isRunningChanged = false;
        return Period.of(today);
    }

    /**
     * The periods of the history that are over and may have changed since this was last called. They are in work until
     * {@link #finish} is called.
     */
    public Set<Period> takeChanged() {
        inWork.addAll(changed);
        changed = new ChangedDays();
        Set<Period> periods = new LinkedHashSet<>();
        inWork.forEach(day -> addPeriods(day, periods));
        periods.removeIf(period -> !isInHistory(period) || period.lastDay() >= today);
        return periods;
    }

    /** What was taken has been published. */
    public void finish() {
        inWork = new ChangedDays();
    }

    private static void addPeriods(long day, Set<Period> periods) {
        periods.addAll(Period.of(day));
        LocalDate date = LocalDate.ofEpochDay(day);
        LocalDate yearAfter = date.plusYears(1);
        periods.addAll(Period.of(yearAfter.toEpochDay()));
        if (yearAfter.isLeapYear() && yearAfter.getMonthValue() == 2 && yearAfter.getDayOfMonth() == 28) {
            periods.add(new Period(Period.Kind.DAY, yearAfter.plusDays(1)));
        }
        if (!yearAfter.minusYears(1).equals(date)) {
            // 29 February: the year after is compared with it from March on.
            periods.addAll(Period.of(yearAfter.plusDays(1).toEpochDay()));
        }
    }

    /** A period's sum to date. Those of the periods that run are kept up with changes, others are made anew. */
    public PeriodSum sum(Period period) {
        boolean runs = period.firstDay() <= today && today <= period.lastDay();
        PeriodSum sum = runs ? sums.computeIfAbsent(period, PeriodSum::new) : new PeriodSum(period);
        sum.advanceTo(today, days);
        return sum;
    }

    /** Whether a period is not too old to be published. */
    public boolean isInHistory(Period period) {
        return period.firstDay() >= history;
    }

    /** Whether the sum of a period is kept. */
    public boolean isSummed(Period period) {
        return sums.containsKey(period);
    }

    /** About how many kilobytes of heap the sums take that are kept. */
    public int kilobytes() {
        int kilobytes = 0;
        for (PeriodSum sum : sums.values()) {
            kilobytes += 2 + sum.durationMeasures() + sum.cargo().names() / NAMES_PER_KILOBYTE;
        }
        return kilobytes;
    }

    /** Frees the heap that the sums take; they are built again when they are asked for. */
    public void dropSums() {
        sums.clear();
    }

    /** First day of the history on a given day: the first of a year. */
    public static long history(long today, int years) {
        return LocalDate.ofEpochDay(today).withDayOfYear(1).minusYears(years).toEpochDay();
    }

    /** The changed periods of earlier runs: used when a task starts. */
    public void restore(ChangedDays unpublished, boolean isRunningUnpublished) {
        changed.addAll(unpublished);
        isRunningChanged |= isRunningUnpublished;
    }
}
