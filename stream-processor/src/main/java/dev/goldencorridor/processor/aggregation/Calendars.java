package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.CalendarDimension;
import dev.goldencorridor.processor.windows.ChangedDays;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.WaitingTrains;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * The calendars of a task's dimensions. On the heap are those with changes to publish, and of those published lately the
 * sums of the running periods; of all others there is nothing on the heap. For a task's thread.
 */
final class Calendars {
    private final RollingProcessor.Plan plan;
    private final DayStore days;
    private final UnemittedDimensions unpublished;
    private final AggregateEmitter telling;
    private final Function<String, WaitingTrains> standing;
    private final int maxSumKilobytes;
    /** A period that begins earlier was deleted by a reset, since only a part of it can be counted again. */
    private final long completeFrom;

    private final Map<String, CalendarDimension> byDimension = new HashMap<>();
    /** Dimensions whose sums are kept, with the kilobytes that these take; the least recently used comes first. */
    private final Map<String, Integer> summed = new LinkedHashMap<>(16, 0.75f, true);

    private long sumKilobytes;
    /** Dimensions whose running periods have changed; the first {@code runningDue} of them are published now. */
    private final Set<String> running = new LinkedHashSet<>();

    private int runningDue;
    /** The same for periods that are over. */
    private final Set<String> over = new LinkedHashSet<>();

    private int overDue;
    /** The dimension whose periods are in work, null if none; and those of its periods that are left. */
    private String inWork;

    private final Queue<Period> left = new ArrayDeque<>();
    private long today = CalendarDimension.BEGINNING;
    private long reached = CalendarDimension.BEGINNING;
    private long earliest = DayStore.FIRST_DAY;

    /**
     * Those of a task.
     *
     * @param standing the trains that wait at a dimension
     * @param completeFrom periods that begin earlier are not published; milliseconds since 1970-01-01T00:00Z
     */
    Calendars(
            RollingProcessor.Plan plan,
            DayStore days,
            UnemittedDimensions unpublished,
            AggregateEmitter telling,
            Function<String, WaitingTrains> standing,
            WorkLimits limits,
            long completeFrom) {
        this.plan = plan;
        this.completeFrom = completeFrom;
        this.days = days;
        this.unpublished = unpublished;
        this.telling = telling;
        this.standing = standing;
        this.maxSumKilobytes = limits.sumKilobytes();
    }

    /**
     * Adds a change to a day's pane.
     *
     * @return whether the day is one of those that are kept
     */
    boolean change(String key, long day, Pane change) {
        if (day < earliest || day > DayStore.LAST_DAY) {
            return false;
        }
        CalendarDimension calendar = calendar(key);
        calendar.change(day, days.pane(key, day), change);
        days.changed(key, day);
        if (today == CalendarDimension.BEGINNING) {
            // After a start the day may have begun already, and a pane that is gone is not found when the clock is
            // known.
            calendar.touch(day);
        }
        enqueue(key, calendar);
        return true;
    }

    /** The running periods of a dimension have changed: trains came or left, or have waited longer. */
    void touchRunning(String key) {
        CalendarDimension calendar = calendar(key);
        calendar.touchRunning();
        enqueue(key, calendar);
    }

    /** Has the periods of these days published again, and those that are compared with them. */
    void touch(String key, ChangedDays touched) {
        CalendarDimension calendar = calendar(key);
        touched.forEach(calendar::touch);
        enqueue(key, calendar);
        settle(key, calendar);
    }

    /** Has the periods published that begin or end because the day has changed. */
    void bringUpToDate(String key) {
        CalendarDimension calendar = calendar(key);
        enqueue(key, calendar);
        settle(key, calendar);
    }

    /** Takes in what an earlier run left unpublished. */
    void restore(String key, UnemittedDimensions.Entry entry) {
        CalendarDimension calendar = calendar(key);
        calendar.restore(entry.days(), entry.running());
        enqueue(key, calendar);
    }

    /** What is unpublished of a dimension's calendar. */
    UnemittedDimensions.Entry unpublished(String key, boolean windows) {
        CalendarDimension calendar = byDimension.get(key);
        return calendar == null
                ? new UnemittedDimensions.Entry(windows, false, new ChangedDays())
                : new UnemittedDimensions.Entry(windows, calendar.isRunningChanged(), calendar.unpublishedDays());
    }

    /**
     * Moves the clock on to a day. Dimensions follow when they are next used.
     *
     * @param day the day that the clock is in
     * @return whether it is another day than before
     */
    boolean advanceTo(long day) {
        boolean isOther = day != today;
        today = day;
        earliest = Math.max(DayStore.FIRST_DAY, CalendarDimension.history(day, plan.years() + 1));
        return isOther;
    }

    /** The calendars of all dimensions are up to date with this day, but for those on the heap. */
    void reach(long day) {
        reached = day;
    }

    /** Days before this one are not kept. */
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
                // A day without a pane may have been published, too: trains waited in it.
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
        if (calendar.hasChangedDays()) {
            over.add(key);
        }
        unpublished.touch(key);
    }

    /** Lets what has changed up to now be published by the next calls. */
    void startRound() {
        if (runningDue == 0) {
            runningDue = running.size();
        }
        if (overDue == 0) {
            overDue = over.size();
        }
    }

    /** How many dimensions have periods to publish. */
    int unpublishedDimensions() {
        return running.size() + over.size() + (inWork == null ? 0 : 1);
    }

    /** How many of them have running periods to publish. */
    int unpublishedRunning() {
        return running.size();
    }

    /** Publishes running periods, those of one dimension at least. */
    void publishRunning(WorkBudget budget, long clock) {
        while (runningDue > 0) {
            runningDue--;
            publishRunning(poll(running), clock);
            if (!budget.allowsRunning()) {
                return;
            }
        }
    }

    private void publishRunning(String key, long clock) {
        CalendarDimension calendar = calendar(key);
        calendar.takeRunning().forEach(period -> publish(key, calendar, period, clock));
        enqueue(key, calendar);
        settle(key, calendar);
    }

    /** Publishes periods that are over, one at least. */
    void publishOver(WorkBudget budget, long clock) {
        while (inWork != null || overDue > 0) {
            if (inWork == null) {
                overDue--;
                inWork = poll(over);
                left.addAll(calendar(inWork).takeChanged());
            }
            CalendarDimension calendar = calendar(inWork);
            Period period = left.poll();
            if (period != null && calendar.isInHistory(period)) {
                publish(inWork, calendar, period, clock);
            }
            if (left.isEmpty()) {
                calendar.finish();
                enqueue(inWork, calendar);
                settle(inWork, calendar);
                inWork = null;
            }
            if (!budget.allowsBackground()) {
                return;
            }
        }
    }

    private static String poll(Set<String> queue) {
        Iterator<String> keys = queue.iterator();
        String first = keys.next();
        keys.remove();
        return first;
    }

    /** A period without days and without a published value needs no sum, which would cost far more. */
    private void publish(String key, CalendarDimension calendar, Period period, long clock) {
        if (plan.calendar().firstMillis(period) < completeFrom) {
            return;
        }
        Dimension dimension = Dimension.ofKey(key);
        WaitingTrains trains = standing.apply(key);
        if (calendar.isSummed(period)
                || trains.open() > 0
                || days.isAny(key, period.firstDay(), period.lastDay() + 1)
                || telling.isAnyPublished(dimension, period)) {
            telling.period(dimension, calendar.sum(period), trains, clock);
        }
    }

    /** Keeps a calendar's changes to publish, and its sums as far as the bound on the heap allows. */
    private void settle(String key, CalendarDimension calendar) {
        int kilobytes = calendar.kilobytes();
        Integer before = kilobytes == 0 ? summed.remove(key) : summed.put(key, kilobytes);
        sumKilobytes += kilobytes - (before == null ? 0 : before);
        if (kilobytes == 0) {
            forgetIfPublished(key, calendar);
        }
        while (sumKilobytes > maxSumKilobytes) {
            Iterator<Map.Entry<String, Integer>> eldest = summed.entrySet().iterator();
            Map.Entry<String, Integer> dropped = eldest.next();
            eldest.remove();
            sumKilobytes -= dropped.getValue();
            CalendarDimension without = byDimension.get(dropped.getKey());
            without.dropSums();
            forgetIfPublished(dropped.getKey(), without);
        }
    }

    private void forgetIfPublished(String key, CalendarDimension calendar) {
        if (!calendar.isUnpublished()) {
            byDimension.remove(key);
        }
    }
}
