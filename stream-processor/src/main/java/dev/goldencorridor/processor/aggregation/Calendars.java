package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.CalendarDimension;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.PeriodNumbers;
import dev.goldencorridor.processor.windows.WaitingTrains;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * The calendars of a task's dimensions. The heap holds the calendars with unemitted changes, and the sums of the
 * running periods of recently emitted ones. It holds nothing of the other dimensions. For a task's thread.
 */
final class Calendars {
    private final RollingPlan plan;
    private final DayStore days;
    private final UnemittedDimensions unemitted;
    private final AggregateEmitter emitter;
    private final Function<String, WaitingTrains> waitingTrains;
    private final SumsOnHeap sums;
    /** A reset deletes periods that begin earlier, since they cannot be counted completely. */
    private final long completeFrom;

    private final Map<String, CalendarDimension> byDimension = new HashMap<>();
    /** Dimensions whose running periods have changed. */
    private final RoundQueue running = new RoundQueue();
    /** Dimensions with changed periods that are over. */
    private final RoundQueue over = new RoundQueue();
    /** The dimension whose periods that are over are being emitted; null if none. */
    private String inProgress;

    /** The periods of {@code inProgress} that are not emitted yet. */
    private final Queue<Period> remaining = new ArrayDeque<>();

    private long today = CalendarDimension.BEGINNING;
    /** The day to which all calendars outside the heap have advanced. */
    private long reached = CalendarDimension.BEGINNING;

    private long earliest = DayStore.FIRST_DAY;

    /**
     * The calendars of a task.
     *
     * @param waitingTrains returns the waiting trains of a dimension
     * @param completeFrom periods that begin earlier are not emitted; milliseconds since 1970-01-01T00:00Z
     */
    Calendars(
            RollingPlan plan,
            DayStore days,
            UnemittedDimensions unemitted,
            AggregateEmitter emitter,
            Function<String, WaitingTrains> waitingTrains,
            WorkLimits limits,
            long completeFrom) {
        this.plan = plan;
        this.completeFrom = completeFrom;
        this.days = days;
        this.unemitted = unemitted;
        this.emitter = emitter;
        this.waitingTrains = waitingTrains;
        this.sums = new SumsOnHeap(limits.sumKilobytes());
    }

    /**
     * Adds a change to a day's pane.
     *
     * @return false if the day is outside the stored history, so that the change is dropped
     */
    boolean change(String key, long day, Pane change) {
        if (!isStored(day)) {
            return false;
        }
        CalendarDimension calendar = calendar(key);
        calendar.change(day, days.pane(key, day), change);
        days.markDirty(key, day);
        if (today == CalendarDimension.BEGINNING) {
            // The clock is unknown after a start. If the change empties the pane, the advance of the clock cannot find
            // the day.
            calendar.touch(day);
        }
        enqueue(key, calendar);
        return true;
    }

    private boolean isStored(long day) {
        return day >= earliest && day <= DayStore.LAST_DAY;
    }

    /** Marks the running periods of a dimension as changed: trains came or left, or have waited longer. */
    void touchRunning(String key) {
        CalendarDimension calendar = calendar(key);
        calendar.touchRunning();
        enqueue(key, calendar);
    }

    /** Marks the periods of these days, and the periods compared with them, as changed. */
    void touch(String key, PeriodNumbers touched) {
        CalendarDimension calendar = calendar(key);
        touched.forEach(calendar::touch);
        enqueue(key, calendar);
        release(key, calendar);
    }

    /** Advances a dimension to the present day, which begins or ends periods. */
    void catchUp(String key) {
        CalendarDimension calendar = calendar(key);
        enqueue(key, calendar);
        release(key, calendar);
    }

    /** Restores the changes that an earlier run left unemitted. */
    void restore(String key, UnemittedDimensions.Entry entry) {
        CalendarDimension calendar = calendar(key);
        calendar.restore(entry.days(), entry.running());
        enqueue(key, calendar);
    }

    /**
     * The unemitted changes of a dimension, to be stored.
     *
     * @param windows whether its windows are unemitted
     * @param hours its unemitted hours
     */
    UnemittedDimensions.Entry unemitted(String key, boolean windows, PeriodNumbers hours) {
        CalendarDimension calendar = byDimension.get(key);
        return calendar == null
                ? new UnemittedDimensions.Entry(windows, false, new PeriodNumbers(), hours)
                : new UnemittedDimensions.Entry(windows, calendar.isRunningChanged(), calendar.unemittedDays(), hours);
    }

    /**
     * Advances the clock to a day. Each dimension follows when it is next used.
     *
     * @param day the clock's day
     * @return whether the day has changed
     */
    boolean advanceTo(long day) {
        boolean isChanged = day != today;
        today = day;
        earliest = Math.max(DayStore.FIRST_DAY, CalendarDimension.history(day, plan.years() + 1));
        return isChanged;
    }

    /** Sets the day to which all calendars outside the heap have advanced. */
    void reach(long day) {
        reached = day;
    }

    /** The first day of the stored history. */
    long earliest() {
        return earliest;
    }

    private CalendarDimension calendar(String key) {
        CalendarDimension calendar =
                byDimension.computeIfAbsent(key, k -> new CalendarDimension(plan.years(), days.of(k), reached));
        long before = calendar.today();
        if (before < today) {
            calendar.advanceTo(today);
            if (before != CalendarDimension.BEGINNING && Dimension.ofKey(key).isPort()) {
                // A day without a pane can have emitted values too, since trains waited on it.
                for (long day = before; day < today; day++) {
                    calendar.touch(day);
                }
            }
        }
        return calendar;
    }

    private void enqueue(String key, CalendarDimension calendar) {
        if (calendar.isRunningChanged()) {
            running.add(key);
        }
        if (calendar.hasPeriodNumbers()) {
            over.add(key);
        }
        unemitted.touch(key);
    }

    /** Begins a round: the changes up to now are emitted by the next calls. */
    void startRound() {
        running.startRound();
        over.startRound();
    }

    /** The number of dimensions with unemitted periods; one with running and past periods counts twice. */
    int unemittedDimensions() {
        return running.size() + over.size() + (inProgress == null ? 0 : 1);
    }

    /** The number of dimensions with unemitted running periods. */
    int unemittedRunning() {
        return running.size();
    }

    /** Emits the due running periods within the budget, but at least those of one dimension. */
    void emitRunning(WorkBudget budget, long clock) {
        while (running.hasDue()) {
            emitRunning(running.poll(), clock);
            if (!budget.allowsRunning()) {
                return;
            }
        }
    }

    private void emitRunning(String key, long clock) {
        CalendarDimension calendar = calendar(key);
        calendar.takeRunning().forEach(period -> emit(key, calendar, period, clock));
        enqueue(key, calendar);
        release(key, calendar);
    }

    /** Emits the due periods that are over within the budget, but at least one. */
    void emitOver(WorkBudget budget, long clock) {
        while (inProgress != null || over.hasDue()) {
            if (inProgress == null) {
                inProgress = over.poll();
                remaining.addAll(calendar(inProgress).takeChanged());
            }
            CalendarDimension calendar = calendar(inProgress);
            Period period = remaining.poll();
            if (period != null && calendar.isInHistory(period)) {
                emit(inProgress, calendar, period, clock);
            }
            if (remaining.isEmpty()) {
                calendar.confirmEmitted();
                enqueue(inProgress, calendar);
                release(inProgress, calendar);
                inProgress = null;
            }
            if (!budget.allowsBackground()) {
                return;
            }
        }
    }

    private void emit(String key, CalendarDimension calendar, Period period, long clock) {
        if (isIncomplete(period)) {
            return;
        }
        Dimension dimension = Dimension.ofKey(key);
        WaitingTrains trains = waitingTrains.apply(key);
        if (isWorthSumming(key, dimension, calendar, period, trains)) {
            emitter.emitPeriod(dimension, calendar.sum(period), trains, clock);
        }
    }

    private boolean isIncomplete(Period period) {
        return plan.calendar().firstMillis(period) < completeFrom;
    }

    /** Building a sum is expensive. A period without days, open trains or emitted values needs none. */
    private boolean isWorthSumming(
            String key, Dimension dimension, CalendarDimension calendar, Period period, WaitingTrains trains) {
        return calendar.isSummed(period)
                || trains.open() > 0
                || days.isAny(key, period.firstDay(), period.lastDay() + 1)
                || emitter.isAnyEmitted(dimension, period);
    }

    /** Releases the heap of a calendar without unemitted changes. Recently used sums stay, within the limit. */
    private void release(String key, CalendarDimension calendar) {
        int kilobytes = calendar.kilobytes();
        sums.set(key, kilobytes);
        if (kilobytes == 0) {
            forgetIfEmitted(key, calendar);
        }
        for (String evicted = sums.evict(); evicted != null; evicted = sums.evict()) {
            CalendarDimension other = byDimension.get(evicted);
            other.dropSums();
            forgetIfEmitted(evicted, other);
        }
    }

    private void forgetIfEmitted(String key, CalendarDimension calendar) {
        if (!calendar.isUnemitted()) {
            byDimension.remove(key);
        }
    }
}
