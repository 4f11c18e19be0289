package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Publishes what has changed, in punctuations of bounded length: windows first, then running periods, then in the
 * background what concerns the past. What is left waits for the next punctuation, and survives a restart. For a task's
 * thread.
 */
final class EmitScheduler {
    private static final long MINUTE = 60_000;

    /** After work in the background, this many times its duration passes without any: it takes a quarter of the time. */
    private static final int BACKGROUND_REST = 3;

    private final RollingProcessor.Plan plan;
    private final DimensionStates holdings;
    private final Calendars calendars;
    private final DimensionWalks walks;
    private final AggregateEmitter telling;
    private final DayStore days;
    private final UnemittedDimensions unpublished;
    private final EmptyDimensions empty;
    /** Dimensions whose windows have changed since they were last published. */
    private final Set<String> windows = new LinkedHashSet<>();
    /** Those of them whose last day has left the calendar. */
    private final Set<String> aged = new HashSet<>();

    private long clock = Long.MIN_VALUE;
    private long roundsRestUntil = Long.MIN_VALUE;
    private long backgroundRestsUntil = Long.MIN_VALUE;

    EmitScheduler(
            RollingProcessor.Plan plan,
            DimensionStates holdings,
            Calendars calendars,
            EmittedValues publication,
            WalkProgress progress,
            AggregateEmitter telling,
            DayStore days,
            UnemittedDimensions unpublished,
            EmptyDimensions empty) {
        this.plan = plan;
        this.holdings = holdings;
        this.calendars = calendars;
        this.walks = new DimensionWalks(
                plan, days, calendars, publication, progress, telling, this::windowsChanged, this::lastDayHasLeft);
        this.telling = telling;
        this.days = days;
        this.unpublished = unpublished;
        this.empty = empty;
    }

    /** Takes in what an earlier run left unpublished. */
    void restore() {
        unpublished.restore((key, entry) -> {
            calendars.restore(key, entry);
            if (entry.windows()) {
                windowsChanged(key);
            }
        });
        // While the task was not there, panes left the windows, and trains waited longer.
        holdings.forEachDimension(windows::add);
    }

    /** The windows of a dimension have changed. */
    void windowsChanged(String key) {
        windows.add(key);
        unpublished.touch(key);
    }

    private void lastDayHasLeft(String key) {
        aged.add(key);
        windowsChanged(key);
    }

    /** How many dimensions wait to be published, and how many walks over all of them are under way. */
    int unpublished() {
        return windows.size() + calendars.unpublishedDimensions() + walks.unfinished();
    }

    /**
     * Publishes.
     *
     * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param isIdle whether no record has come since the punctuation before
     */
    void publish(long now, long wallClock, WorkBudget budget, boolean isIdle) {
        boolean isMinuteOver = clock == Long.MIN_VALUE || minute(now) > minute(clock);
        boolean isMoved = now > clock;
        clock = now;
        long today = plan.calendar().dayOf(minute(now));
        if (calendars.advanceTo(today)) {
            empty.due(today).forEach(this::windowsChanged);
        }
        walks.advanceTo(today, holdings.waiting());
        if (isMinuteOver) {
            holdings.advanceTo(minute(now));
        }
        holdings.catchUp(budget, this::windowsChanged);
        if (isMinuteOver || (plan.eventClock() && isMoved)) {
            // The ages of waiting trains are published anew: each minute of the day, or whenever the event clock moves.
            holdings.waiting().forEach(windows::add);
        }
        publishWindows(budget);
        if (wallClock >= roundsRestUntil) {
            holdings.waiting().forEach(calendars::touchRunning);
            calendars.startRound();
            roundsRestUntil = wallClock + plan.calendarInterval().toMillis();
        }
        calendars.publishRunning(budget, clock);
        if (wallClock >= backgroundRestsUntil) {
            long before = budget.spent().toMillis();
            workInBackground(budget);
            // Where nothing comes in, nothing has to be left time for.
            long rest = isIdle ? 0 : BACKGROUND_REST * (budget.spent().toMillis() - before);
            backgroundRestsUntil = wallClock + rest;
        }
    }

    private void publishWindows(WorkBudget budget) {
        while (!windows.isEmpty()) {
            Iterator<String> keys = windows.iterator();
            String key = keys.next();
            keys.remove();
            publishWindows(key);
            if (!budget.allowsWindows()) {
                return;
            }
        }
    }

    private void publishWindows(String key) {
        Dimension dimension = Dimension.ofKey(key);
        boolean isLastDayGone = aged.remove(key);
        boolean isEmpty = !holdings.bringUpToDate(key) && !days.isAny(key);
        long today = plan.calendar().dayOf(minute(clock));
        if (isEmpty && (isLastDayGone || empty.isDue(key, today))) {
            telling.withdrawWindows(dimension);
            empty.remove(key);
        } else {
            telling.windows(dimension, holdings.sums(key), holdings.standingAt(key), clock);
            if (isEmpty) {
                empty.add(key, today);
            } else {
                empty.remove(key);
            }
        }
        holdings.forgetIfEmpty(key);
        unpublished.touch(key);
    }

    /** One period and one step at least, also where windows take all of the budget. */
    private void workInBackground(WorkBudget budget) {
        calendars.publishOver(budget, clock);
        while (walks.step() && budget.allowsBackground()) {
            calendars.publishOver(budget, clock);
        }
    }

    /** What is unpublished of a dimension. A start publishes all windows of dimensions with panes or trains anyway. */
    UnemittedDimensions.Entry unpublished(String key) {
        return calendars.unpublished(key, windows.contains(key) && !holdings.isHeld(key));
    }

    private static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE);
    }
}
