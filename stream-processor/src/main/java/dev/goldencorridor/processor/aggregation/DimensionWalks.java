package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.CalendarDimension;
import dev.goldencorridor.processor.windows.ChangedDays;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Work that concerns every dimension of a task, done one dimension a step: bringing calendars up to date when the day
 * has changed, withdrawing periods that have left the history, and the review. Dimensions are read from the store, in its
 * order. For a task's thread.
 */
final class DimensionWalks {
    private static final String END = "\uffff";

    /** Steps pause while so many dimensions wait to be published, so that few are listed as unpublished. */
    private static final int MAX_UNPUBLISHED = 500;

    private static final List<AggregateRoute> ROUTES =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);
    /** Dimensions of the review come from the days, then from the keys published in each route, then from the ports. */
    private static final int DAYS_SOURCE = 0;

    private static final int PORTS_SOURCE = ROUTES.size() + 1;

    private final int years;
    private final Set<String> windowNames;
    private final DayStore days;
    private final Calendars calendars;
    private final EmittedValues publication;
    private final WalkProgress progress;
    private final AggregateEmitter telling;
    private final Consumer<String> windowsChanged;
    private final Consumer<String> lastDayHasLeft;
    private long today = CalendarDimension.BEGINNING;
    private long history = CalendarDimension.BEGINNING;
    /** The day that calendars are being brought up to date with, and the last dimension that was. */
    private long targetDay;

    private boolean isDayChanging;
    private String afterOfDay;
    /** The first day that is not withdrawn, the route that is being searched, and the last dimension that was. */
    private long targetHistory;

    private boolean isWithdrawing;
    private int routeOfWithdrawal;
    private String afterOfWithdrawal;

    /**
     * Those of a task.
     *
     * @param windowsChanged takes dimensions whose windows have to be published again
     * @param lastDayHasLeft takes dimensions of which nothing may be left, since all days have left the calendar
     */
    DimensionWalks(
            RollingProcessor.Plan plan,
            DayStore days,
            Calendars calendars,
            EmittedValues publication,
            WalkProgress progress,
            AggregateEmitter telling,
            Consumer<String> windowsChanged,
            Consumer<String> lastDayHasLeft) {
        this.years = plan.years();
        this.windowNames = plan.windows().stream().map(Window::name).collect(Collectors.toSet());
        this.days = days;
        this.calendars = calendars;
        this.publication = publication;
        this.progress = progress;
        this.telling = telling;
        this.windowsChanged = windowsChanged;
        this.lastDayHasLeft = lastDayHasLeft;
    }

    /**
     * Moves the clock on to a day.
     *
     * @param waiting dimensions where trains wait: they may be without days
     */
    void advanceTo(long day, Set<String> waiting) {
        if (day > today) {
            today = day;
            history = CalendarDimension.history(day, years);
        }
        if (!progress.isDayKnown()) {
            progress.reachDay(today);
            progress.withdrawBefore(history);
            calendars.reach(today);
        }
        if (!isDayChanging && progress.day() < today) {
            isDayChanging = true;
            targetDay = today;
            afterOfDay = null;
            waiting.forEach(calendars::bringUpToDate);
        }
        if (!isWithdrawing && !progress.isWithdrawnBefore(history)) {
            isWithdrawing = true;
            targetHistory = history;
            routeOfWithdrawal = 0;
            afterOfWithdrawal = null;
        }
    }

    /** How many walks are under way. */
    int unfinished() {
        return (isDayChanging ? 1 : 0) + (isWithdrawing ? 1 : 0) + (progress.isReviewing() ? 1 : 0);
    }

    /**
     * Does the next dimension.
     *
     * @return false where nothing is left to do, or where other work has to be done first
     */
    boolean step() {
        if (isWithdrawing) {
            withdrawNext();
            return true;
        }
        if (isDayChanging && calendars.unpublishedRunning() < MAX_UNPUBLISHED) {
            bringNextUpToDate();
            return true;
        }
        if (progress.isReviewing() && calendars.unpublishedDimensions() < MAX_UNPUBLISHED) {
            reviewNext();
            return true;
        }
        return false;
    }

    private void bringNextUpToDate() {
        String key = days.dimensionAfter(afterOfDay);
        if (key == null) {
            isDayChanging = false;
            progress.reachDay(targetDay);
            calendars.reach(targetDay);
            return;
        }
        afterOfDay = key;
        if (days.removeBefore(key, calendars.earliest()) && !days.isAny(key)) {
            lastDayHasLeft.accept(key);
        }
        calendars.bringUpToDate(key);
    }

    private void withdrawNext() {
        AggregateRoute route = ROUTES.get(routeOfWithdrawal);
        String key = publication.dimensionAfter(route, afterOfWithdrawal);
        afterOfWithdrawal = key;
        if (key == null) {
            routeOfWithdrawal++;
            if (routeOfWithdrawal == ROUTES.size()) {
                isWithdrawing = false;
                progress.withdrawBefore(targetHistory);
            }
            return;
        }
        LocalDate first = LocalDate.ofEpochDay(targetHistory);
        for (Period.Kind kind : Period.Kind.values()) {
            publication
                    .suffixes(route, key, kind + ":", new Period(kind, first).name())
                    .forEach(suffix -> telling.withdraw(route, key + "/" + suffix));
        }
    }

    private void reviewNext() {
        int source = progress.source();
        String key = dimensionAfter(source, progress.dimension());
        if (key == null) {
            if (source == PORTS_SOURCE) {
                progress.endReview();
            } else {
                progress.review(source + 1, null);
            }
            return;
        }
        progress.review(source, key);
        if (source == PORTS_SOURCE) {
            windowsChanged.accept(Dimension.port(key).key());
        } else if (!isReviewed(key, source)) {
            review(key);
        }
    }

    private String dimensionAfter(int source, String key) {
        if (source == DAYS_SOURCE) {
            return days.dimensionAfter(key);
        }
        AggregateRoute route = source == PORTS_SOURCE ? AggregateRoute.PORTS : ROUTES.get(source - 1);
        return publication.dimensionAfter(route, key);
    }

    /** Whether an earlier source has the dimension, too. */
    private boolean isReviewed(String key, int source) {
        if (source == DAYS_SOURCE) {
            return false;
        }
        return days.isAny(key)
                || ROUTES.subList(0, source - 1).stream().anyMatch(route -> publication.hasAny(route, key));
    }

    private void review(String key) {
        boolean isLastDayGone = days.removeBefore(key, calendars.earliest()) && !days.isAny(key);
        ChangedDays periods = new ChangedDays();
        days.forEachDay(key, periods::add);
        for (AggregateRoute route : ROUTES) {
            for (String suffix : publication.suffixes(route, key, "", END)) {
                Period period = Period.ofName(suffix);
                if (period == null ? !windowNames.contains(suffix) : period.lastDay() < history) {
                    telling.withdraw(route, key + "/" + suffix);
                } else if (period != null) {
                    periods.add(period.firstDay());
                }
            }
        }
        (isLastDayGone ? lastDayHasLeft : windowsChanged).accept(key);
        calendars.touch(key, periods);
    }
}
