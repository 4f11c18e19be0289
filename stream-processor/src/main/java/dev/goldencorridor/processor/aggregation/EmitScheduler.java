package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Emits the changed aggregates in punctuations of bounded length: windows first, then running periods and hours, then
 * past periods in the background. The rest waits for the next punctuation and survives a restart. For a task's thread.
 */
final class EmitScheduler {
    private static final long MINUTE_MILLIS = 60_000;

    /** Background work rests for this many times its own duration, so that it takes a quarter of the time. */
    private static final int BACKGROUND_REST_FACTOR = 3;

    private final RollingPlan plan;
    private final DimensionStates states;
    private final Calendars calendars;
    private final ChangedHours changedHours;
    private final HourEmitter hours;
    private final DimensionWalks walks;
    private final AggregateEmitter emitter;
    private final DayStore days;
    private final UnemittedDimensions unemitted;
    private final EmptyDimensions empty;
    /** Dimensions whose windows have changed since they were last emitted. */
    private final Set<String> changedWindows = new LinkedHashSet<>();
    /** Dimensions in {@code changedWindows} whose last day has left the calendar. */
    private final Set<String> withoutDays = new HashSet<>();

    private long clock = Long.MIN_VALUE;
    /** The wall-clock time at which the next round over calendar periods may begin. */
    private long nextRoundAt = Long.MIN_VALUE;

    /** The wall-clock time at which background work may continue. */
    private long nextBackgroundAt = Long.MIN_VALUE;

    EmitScheduler(
            RollingPlan plan,
            DimensionStates states,
            Calendars calendars,
            ChangedHours changedHours,
            HourEmitter hours,
            EmittedValues emittedValues,
            WalkProgress progress,
            AggregateEmitter emitter,
            DayStore days,
            UnemittedDimensions unemitted,
            EmptyDimensions empty) {
        this.plan = plan;
        this.states = states;
        this.calendars = calendars;
        this.changedHours = changedHours;
        this.hours = hours;
        this.walks = new DimensionWalks(
                plan,
                days,
                calendars,
                states,
                changedHours,
                emittedValues,
                progress,
                emitter,
                this::windowsChanged,
                this::lastDayRemoved);
        this.emitter = emitter;
        this.days = days;
        this.unemitted = unemitted;
        this.empty = empty;
    }

    /** Restores the changes that an earlier run left unemitted. */
    void restore() {
        unemitted.restore((key, entry) -> {
            calendars.restore(key, entry);
            changedHours.restore(key, entry.hours());
            if (entry.windows()) {
                windowsChanged(key);
            }
        });
        // While the task was down, panes left the windows, and trains waited longer.
        states.forEachDimension(changedWindows::add);
    }

    /** Marks the windows of a dimension as changed. */
    void windowsChanged(String key) {
        changedWindows.add(key);
        unemitted.touch(key);
    }

    /** Lets a dimension follow the clock. Before that, the sums of a start are all zero. */
    void catchUp(String key) {
        if (states.catchUp(key)) {
            windowsChanged(key);
        }
    }

    /** The present windows of a dimension. */
    List<WindowSum> sums(String key) {
        catchUp(key);
        return states.sums(key);
    }

    private void lastDayRemoved(String key) {
        withoutDays.add(key);
        windowsChanged(key);
    }

    /** The number of unemitted dimensions, plus the number of unfinished walks. */
    int unemitted() {
        return changedWindows.size() + calendars.unemittedDimensions() + changedHours.dimensions() + walks.unfinished();
    }

    /**
     * Emits changed aggregates within the budget.
     *
     * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param wallClock milliseconds since 1970-01-01T00:00Z
     * @param isIdle whether no record has come since the previous punctuation
     */
    void emit(long now, long wallClock, WorkBudget budget, boolean isIdle) {
        advanceTo(now, budget);
        emitWindows(budget);
        if (wallClock >= nextRoundAt) {
            states.withWaitingTrains().forEach(calendars::touchRunning);
            calendars.startRound();
            changedHours.startRound();
            nextRoundAt = wallClock + plan.calendarInterval().toMillis();
        }
        calendars.emitRunning(budget, clock);
        hours.emit(budget, clock);
        if (wallClock >= nextBackgroundAt) {
            long before = budget.spent().toMillis();
            workInBackground(budget);
            // An idle task needs no time for records.
            long rest = isIdle ? 0 : BACKGROUND_REST_FACTOR * (budget.spent().toMillis() - before);
            nextBackgroundAt = wallClock + rest;
        }
    }

    private void advanceTo(long now, WorkBudget budget) {
        boolean isNewMinute = clock == Long.MIN_VALUE || minute(now) > minute(clock);
        boolean isAdvanced = now > clock;
        clock = now;
        long today = plan.calendar().dayOf(minute(now));
        if (calendars.advanceTo(today)) {
            empty.due(today).forEach(this::windowsChanged);
        }
        walks.advanceTo(today, states.withWaitingTrains());
        if (isNewMinute) {
            states.advanceTo(minute(now));
        }
        states.catchUp(budget, this::windowsChanged);
        if (isNewMinute || (plan.eventClock() && isAdvanced)) {
            // The ages of waiting trains change with every minute, and with every advance of the event clock.
            changedWindows.addAll(states.withWaitingTrains());
        }
    }

    private void emitWindows(WorkBudget budget) {
        while (!changedWindows.isEmpty()) {
            Iterator<String> keys = changedWindows.iterator();
            String key = keys.next();
            keys.remove();
            emitWindows(key);
            if (!budget.allowsWindows()) {
                return;
            }
        }
    }

    private void emitWindows(String key) {
        Dimension dimension = Dimension.ofKey(key);
        boolean isLastDayRemoved = withoutDays.remove(key);
        boolean unused = states.catchUp(key);
        boolean isEmpty = !states.hasPanesOrTrains(key) && !days.isAny(key);
        long today = plan.calendar().dayOf(minute(clock));
        boolean isDeletionDue = isEmpty && (isLastDayRemoved || empty.isDue(key, today));
        if (isDeletionDue) {
            emitter.deleteWindows(dimension);
        } else {
            emitter.emitWindows(dimension, states.sums(key), states.waitingTrains(key), clock);
        }
        if (isEmpty && !isDeletionDue) {
            empty.add(key, today);
        } else {
            empty.remove(key);
        }
        states.forgetIfEmpty(key);
        unemitted.touch(key);
    }

    /** Does at least one period and one step, even if the windows have used up the budget. */
    private void workInBackground(WorkBudget budget) {
        calendars.emitOver(budget, clock);
        while (walks.step() && budget.allowsBackground()) {
            calendars.emitOver(budget, clock);
        }
    }

    /**
     * The unemitted changes of a dimension, to be stored. Windows of dimensions with panes or trains are left out,
     * since a start emits them anyway.
     */
    UnemittedDimensions.Entry unemitted(String key) {
        boolean isWindowUnemitted = changedWindows.contains(key) && !states.hasPanesOrTrains(key);
        return calendars.unemitted(key, isWindowUnemitted, changedHours.of(key));
    }

    /** Marks the hours of a dimension as changed. */
    void hoursChanged(String key) {
        unemitted.touch(key);
    }

    private static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }
}
