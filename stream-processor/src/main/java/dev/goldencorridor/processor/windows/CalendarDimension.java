package dev.goldencorridor.processor.windows;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One dimension in the calendar: the periods that must be emitted again, and the sums of periods. The panes of the
 * days are stored elsewhere and read when a sum is built. The sums of the running day, month and year are kept and
 * follow each change, until they are {@linkplain #dropSums dropped}.
 *
 * <p>A change may come for any day of the history. It reopens the periods that contain the day, and those that are
 * compared with them. Days ahead of the clock count when the clock reaches them. Days count from 1970-01-01. Not
 * thread-safe.
 */
public final class CalendarDimension {
    /** Before any day. */
    public static final long BEGINNING = Long.MIN_VALUE / 4;

    private static final int NAMES_PER_KILOBYTE = 16;

    private final DayPanes days;
    private final int years;
    private final Map<Period, PeriodSum> sums = new HashMap<>(4);
    /** The extremes of the pane that is being changed. */
    private final KindExtremes before = new KindExtremes();

    private PeriodNumbers changed = new PeriodNumbers();
    /** Days whose periods were taken and are not yet emitted. */
    private PeriodNumbers inEmission = new PeriodNumbers();

    private boolean isRunningChanged;
    private long today;
    private long firstDayOfHistory = BEGINNING;
    /** Earlier days affect no running period, not even as its comparison. */
    private long firstComparedDay = BEGINNING;

    /**
     * A dimension without sums.
     *
     * @param years the number of full years before the current one that are emitted
     * @param days its panes
     * @param reached the day of the clock when the periods of all dimensions were last up to date; {@link #BEGINNING}
     *     if they never were
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
     * @param pane the day's pane; the caller stores it after the call
     */
    public void change(long day, Pane pane, Pane delta) {
        before.clear();
        before.include(pane);
        Pane added = pane.bounded(delta);
        pane.add(added, 1);
        sums.values().forEach(sum -> sum.change(day, added, before, pane));
        if (!isAheadOfClock(day)) {
            touch(day);
        }
    }

    private boolean isAheadOfClock(long day) {
        return today != BEGINNING && day > today;
    }

    /** Moves the clock on to a day. An earlier day has no effect. */
    public void advanceTo(long day) {
        if (day <= today) {
            return;
        }
        if (today != BEGINNING) {
            changed.add(today);
            touchDaysReached(day);
        }
        moveTo(day);
        isRunningChanged = true;
    }

    /** The days with panes that were ahead of the clock until now. */
    private void touchDaysReached(long newToday) {
        days.forEach(today + 1, newToday + 1, (day, pane) -> touch(day));
    }

    /** The day of the clock. */
    public long today() {
        return today;
    }

    private void moveTo(long day) {
        today = day;
        firstDayOfHistory = history(day, years);
        firstComparedDay = history(day, 1);
        sums.keySet().retainAll(Period.of(day));
    }

    /** Marks the periods of a day as changed, and those that are compared with them. */
    public void touch(long day) {
        if (day >= firstComparedDay) {
            isRunningChanged = true;
        }
        if (day != today) {
            changed.add(day);
        }
    }

    /** Marks the running periods as changed. */
    public void touchRunning() {
        isRunningChanged = true;
    }

    public boolean isRunningChanged() {
        return isRunningChanged;
    }

    /** Whether periods that are over have changed since they were last taken. */
    public boolean hasPeriodNumbers() {
        return !changed.isEmpty();
    }

    /** Whether any period is still to be emitted. */
    public boolean isUnemitted() {
        return isRunningChanged || !changed.isEmpty() || !inEmission.isEmpty();
    }

    /**
     * The days whose periods are still to be emitted. Today is one of them while running periods are, since these may
     * be over after a restart.
     */
    public PeriodNumbers unemittedDays() {
        PeriodNumbers unemitted = new PeriodNumbers();
        unemitted.addAll(changed);
        unemitted.addAll(inEmission);
        if (isRunningChanged && today != BEGINNING) {
            unemitted.add(today);
        }
        return unemitted;
    }

    /** Takes the running periods for publication. They are no longer marked as changed. */
    public List<Period> takeRunning() {
        isRunningChanged = false;
        return Period.of(today);
    }

    /**
     * Takes the periods for publication that are in the history, are over, and may have changed since the last call.
     * They count as unemitted until {@link #confirmEmitted} is called.
     */
    public Set<Period> takeChanged() {
        inEmission.addAll(changed);
        changed = new PeriodNumbers();
        Set<Period> periods = new LinkedHashSet<>();
        inEmission.forEach(day -> addAffectedPeriods(day, periods));
        periods.removeIf(period -> !isInHistory(period) || !isOver(period));
        return periods;
    }

    private boolean isOver(Period period) {
        return period.lastDay() < today;
    }

    /** Confirms that the taken periods have been emitted. */
    public void confirmEmitted() {
        inEmission = new PeriodNumbers();
    }

    /** Adds the periods that contain a day, and those that are compared with them. */
    private static void addAffectedPeriods(long day, Set<Period> periods) {
        periods.addAll(Period.of(day));
        LocalDate date = LocalDate.ofEpochDay(day);
        LocalDate yearAfter = date.plusYears(1);
        periods.addAll(Period.of(yearAfter.toEpochDay()));
        boolean isBeforeLeapDay =
                yearAfter.isLeapYear() && yearAfter.getMonthValue() == 2 && yearAfter.getDayOfMonth() == 28;
        if (isBeforeLeapDay) {
            // 29 February is compared with 28 February of the year before.
            periods.add(new Period(Period.Kind.DAY, yearAfter.plusDays(1)));
        }
        boolean isLeapDay = !yearAfter.minusYears(1).equals(date);
        if (isLeapDay) {
            // The year after is compared with it from 1 March on.
            periods.addAll(Period.of(yearAfter.plusDays(1).toEpochDay()));
        }
    }

    /** A period's sum to date. The sums of running periods are kept and follow changes; others are built anew. */
    public PeriodSum sum(Period period) {
        boolean isRunning = period.firstDay() <= today && today <= period.lastDay();
        PeriodSum sum = isRunning ? sums.computeIfAbsent(period, PeriodSum::new) : new PeriodSum(period);
        sum.advanceTo(today, days);
        return sum;
    }

    /** Whether a period is recent enough to be emitted. */
    public boolean isInHistory(Period period) {
        return period.firstDay() >= firstDayOfHistory;
    }

    /** Whether the sum of a period is kept. */
    public boolean isSummed(Period period) {
        return sums.containsKey(period);
    }

    /** The estimated heap of the sums that are kept, in kilobytes. */
    public int kilobytes() {
        int kilobytes = 0;
        for (PeriodSum sum : sums.values()) {
            kilobytes += 2 + sum.durationKinds() + sum.cargo().names() / NAMES_PER_KILOBYTE;
        }
        return kilobytes;
    }

    /** Frees the heap of the sums. They are built again when they are next read. */
    public void dropSums() {
        sums.clear();
    }

    /** The first day of the history on a given day: the first of a year. */
    public static long history(long today, int years) {
        return LocalDate.ofEpochDay(today).withDayOfYear(1).minusYears(years).toEpochDay();
    }

    /** Restores the unemitted changes of an earlier process, when a task starts. */
    public void restore(PeriodNumbers unemitted, boolean isRunningUnemitted) {
        changed.addAll(unemitted);
        isRunningChanged |= isRunningUnemitted;
    }
}
