package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_UNEMITTED_DIMENSIONS;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.CalendarDimension;
import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.PeriodNumbers;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.topics.AggregateKey;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Work on every dimension of a task, one dimension at a time. There are three walks. The first one advances the
 * calendars to a new day. The second one deletes the keys of periods that have left the history. The review emits
 * everything again. A walk reads the dimensions from the store, in its order. For a task's thread.
 */
final class DimensionWalks {
    private static final String END = "\uffff";

    private static final List<AggregateRoute> ROUTES =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);
    /** The review reads dimensions from the days, then from the emitted keys of each route, then from the ports. */
    private static final int DAYS_SOURCE = 0;

    private static final int PORTS_SOURCE = ROUTES.size() + 1;

    private final int years;
    private final Set<String> windowNames;
    private final DayStore days;
    private final Calendars calendars;
    private final DimensionStates states;
    private final ChangedHours hours;
    private final EmittedValues emittedValues;
    private final WalkProgress progress;
    private final AggregateEmitter emitter;
    private final Consumer<String> windowsChanged;
    private final Consumer<String> lastDayRemoved;
    private long today = CalendarDimension.BEGINNING;
    private long history = CalendarDimension.BEGINNING;
    /** The day to which the walk advances the calendars. */
    private long targetDay;

    private boolean isDayChanging;
    /** The dimension that was advanced last; null at the beginning. */
    private String lastAdvanced;
    /** The walk deletes periods that begin before this day. */
    private long targetHistory;

    private boolean isDeleting;
    /** The route in which the walk deletes keys. */
    private int deletionRoute;
    /** The dimension whose keys were deleted last; null at the beginning of a route. */
    private String lastDeleted;

    /**
     * The walks of a task.
     *
     * @param windowsChanged receives dimensions whose windows must be emitted again
     * @param lastDayRemoved receives dimensions that may be empty, since their last day has left the calendar
     */
    DimensionWalks(
            RollingPlan plan,
            DayStore days,
            Calendars calendars,
            DimensionStates states,
            ChangedHours hours,
            EmittedValues emittedValues,
            WalkProgress progress,
            AggregateEmitter emitter,
            Consumer<String> windowsChanged,
            Consumer<String> lastDayRemoved) {
        this.years = plan.years();
        this.windowNames = plan.windows().stream().map(Window::name).collect(Collectors.toSet());
        this.days = days;
        this.calendars = calendars;
        this.states = states;
        this.hours = hours;
        this.emittedValues = emittedValues;
        this.progress = progress;
        this.emitter = emitter;
        this.windowsChanged = windowsChanged;
        this.lastDayRemoved = lastDayRemoved;
    }

    /**
     * Advances the clock to a day.
     *
     * @param waiting dimensions with waiting trains; the walk over the days may not find them
     */
    void advanceTo(long day, Set<String> waiting) {
        if (day > today) {
            today = day;
            history = CalendarDimension.history(day, years);
        }
        if (!progress.isDayKnown()) {
            progress.reachDay(today);
            progress.deletedBefore(history);
            calendars.reach(today);
        }
        if (!isDayChanging && progress.day() < today) {
            isDayChanging = true;
            targetDay = today;
            lastAdvanced = null;
            waiting.forEach(calendars::catchUp);
        }
        if (!isDeleting && !progress.isDeletedBefore(history)) {
            isDeleting = true;
            targetHistory = history;
            deletionRoute = 0;
            lastDeleted = null;
        }
    }

    /** The number of walks that are not finished. */
    int unfinished() {
        return (isDayChanging ? 1 : 0) + (isDeleting ? 1 : 0) + (progress.isReviewing() ? 1 : 0);
    }

    /**
     * Processes the next dimension of a walk.
     *
     * @return false if all walks are finished, or pause until other dimensions are emitted
     */
    boolean step() {
        if (isDeleting) {
            deleteNext();
            return true;
        }
        if (isDayChanging && calendars.unemittedRunning() < MAX_UNEMITTED_DIMENSIONS) {
            advanceNext();
            return true;
        }
        if (progress.isReviewing() && calendars.unemittedDimensions() + hours.dimensions() < MAX_UNEMITTED_DIMENSIONS) {
            reviewNext();
            return true;
        }
        return false;
    }

    private void advanceNext() {
        String key = days.dimensionAfter(lastAdvanced);
        if (key == null) {
            isDayChanging = false;
            progress.reachDay(targetDay);
            calendars.reach(targetDay);
            return;
        }
        lastAdvanced = key;
        if (removesLastDay(key)) {
            lastDayRemoved.accept(key);
        }
        calendars.catchUp(key);
    }

    /** Removes the days that have left the history, and returns whether these were the last days of the dimension. */
    private boolean removesLastDay(String key) {
        return days.removeBefore(key, calendars.earliest()) && !days.isAny(key);
    }

    private void deleteNext() {
        AggregateRoute route = ROUTES.get(deletionRoute);
        String key = emittedValues.dimensionAfter(route, lastDeleted);
        lastDeleted = key;
        if (key == null) {
            deletionRoute++;
            if (deletionRoute == ROUTES.size()) {
                isDeleting = false;
                progress.deletedBefore(targetHistory);
            }
            return;
        }
        LocalDate first = LocalDate.ofEpochDay(targetHistory);
        for (Period.Kind kind : Period.Kind.values()) {
            emittedValues
                    .suffixes(route, key, kind + ":", new Period(kind, first).name())
                    .forEach(suffix -> emitter.delete(route, new AggregateKey(key, suffix).toString()));
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
        return emittedValues.dimensionAfter(route, key);
    }

    /** Whether an earlier source of the review had the dimension too. */
    private boolean isReviewed(String key, int source) {
        if (source == DAYS_SOURCE) {
            return false;
        }
        return days.isAny(key)
                || ROUTES.subList(0, source - 1).stream().anyMatch(route -> emittedValues.hasAny(route, key));
    }

    private void review(String key) {
        boolean isLastDayRemoved = removesLastDay(key);
        PeriodNumbers periods = new PeriodNumbers();
        days.forEachDay(key, periods::add);
        for (AggregateRoute route : ROUTES) {
            for (String suffix : emittedValues.suffixes(route, key, "", END)) {
                Hour hour = Hour.ofName(suffix);
                Period period = Period.ofName(suffix);
                if (hour != null) {
                    hours.mark(key, hour);
                } else if (isObsolete(suffix, period)) {
                    emitter.delete(route, new AggregateKey(key, suffix).toString());
                } else if (period != null) {
                    periods.add(period.firstDay());
                }
            }
        }
        (isLastDayRemoved ? lastDayRemoved : windowsChanged).accept(key);
        calendars.touch(key, periods);
        states.markAllHours(key);
    }

    /**
     * Whether a key is emitted no more: its window is not configured, or its period has left the history.
     *
     * @param period null where the key is of a window
     */
    private boolean isObsolete(String suffix, Period period) {
        return period == null ? !windowNames.contains(suffix) : period.lastDay() < history;
    }
}
