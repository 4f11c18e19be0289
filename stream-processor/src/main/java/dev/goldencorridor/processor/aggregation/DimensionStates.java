package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.WaitingTrainCodec;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.HourSum;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The windows and the waiting trains of a task's dimensions, on the heap. A store holds the panes and the trains from
 * which a restart rebuilds them. For a task's thread.
 */
final class DimensionStates {
    private static final char PANES = 'p';
    static final char WAITING_TRAINS = 's';
    private static final char SEPARATOR = '\0';
    private static final long MINUTES_PER_HOUR = 60;

    private final RollingPlan plan;
    private final CommitHook.Registration hook;
    private final ChangedHours hours;
    private final PaneStore paneStore;
    private final StoreSection trainStore;
    private final Map<String, RollingDimension> dimensions = new HashMap<>();
    private final Map<String, WaitingTrains> trainsByDimension = new HashMap<>();
    /** The minutes of each dimension whose panes have changed since the last flush. */
    private final Map<String, Set<Long>> dirtyPanes = new HashMap<>();
    /** Trains that have changed since the last flush, by the key of the store; null where one no longer waits. */
    private final Map<String, WaitingTrain> dirtyTrains = new HashMap<>();
    /** Dimensions that have not yet followed the clock to {@code laggingMinute}. */
    private final Queue<Map.Entry<String, RollingDimension>> lagging = new ArrayDeque<>();

    private Long laggingMinute;
    /** Serves as every dimension without panes. */
    private final RollingDimension emptyDimension;

    /** The minute of the clock, from 1970-01-01T00:00Z; null until {@link #advanceTo} is called. */
    private Long minute;

    private long beyondHistory;

    /**
     * Restores the panes and the trains of the store.
     *
     * @param hours receives the hours that change
     */
    DimensionStates(StagedStore store, RollingPlan plan, CommitHook.Registration hook, ChangedHours hours) {
        this.plan = plan;
        this.hook = hook;
        this.hours = hours;
        this.emptyDimension = newDimension();
        this.paneStore = new PaneStore(store.section(PANES));
        this.trainStore = store.section(WAITING_TRAINS);
        hook.beforeCommit(this::flush);
        paneStore.restore((key, at, pane) -> dimension(key).change(at, pane));
        trainStore.forEach((stored, train) -> {
            int separator = stored.indexOf(SEPARATOR);
            setTrain(
                    stored.substring(0, separator),
                    stored.substring(separator + 1),
                    WaitingTrainCodec.fromBytes(train));
        });
    }

    /** Visits all dimensions that have minute panes or waiting trains. */
    void forEachDimension(Consumer<String> consumer) {
        dimensions.keySet().forEach(consumer);
        trainsByDimension.keySet().forEach(consumer);
    }

    /** Adds a sum to the windows, the waiting trains and the calendar of a dimension. */
    void add(String key, AggregateUpdate.Batch sum, Calendars calendars) {
        if (!sum.panes().isEmpty()) {
            addToWindows(key, sum.panes());
            addToCalendar(key, sum.panes(), calendars);
        }
        sum.waitingTrains().forEach((run, train) -> {
            setTrain(key, run, train);
            dirtyTrains.put(key + SEPARATOR + run, train);
        });
        if (!sum.waitingTrains().isEmpty()) {
            calendars.touchRunning(key);
        }
        hook.markDirty();
    }

    private void addToWindows(String key, Map<Long, Pane> changes) {
        RollingDimension dimension = dimension(key);
        changes.forEach((at, change) -> {
            // Null means that the panes of the minute are no longer kept.
            boolean isKept = dimension.change(at, change) != null;
            if (isKept) {
                markDirty(key, at);
                hours.changed(key, dimension, at);
            }
        });
    }

    private void markDirty(String key, long minuteOfPane) {
        dirtyPanes.computeIfAbsent(key, dimension -> new HashSet<>()).add(minuteOfPane);
        hook.markDirty();
    }

    private void addToCalendar(String key, Map<Long, Pane> changes, Calendars calendars) {
        byDay(changes).forEach((day, change) -> {
            boolean isInHistory = calendars.change(key, day, change);
            if (!isInHistory) {
                beyondHistory++;
            }
        });
    }

    private Map<Long, Pane> byDay(Map<Long, Pane> minutes) {
        Map<Long, Pane> days = new HashMap<>();
        minutes.forEach((at, change) -> days.computeIfAbsent(plan.calendar().dayOf(at), day -> new Pane())
                .add(change, 1));
        days.values().removeIf(Pane::isZero);
        return days;
    }

    private void setTrain(String key, String run, WaitingTrain train) {
        WaitingTrains trains = trainsByDimension.computeIfAbsent(key, k -> new WaitingTrains());
        trains.set(run, train);
        if (trains.isEmpty()) {
            trainsByDimension.remove(key);
        }
    }

    /** The number of changes for days outside the stored history, since the last call. */
    long takeBeyondHistory() {
        long taken = beyondHistory;
        beyondHistory = 0;
        return taken;
    }

    /** Advances the clock to a minute. The dimensions follow in {@link #catchUp}, one by one. */
    void advanceTo(long now) {
        minute = now;
    }

    /**
     * Advances dimensions to the clock in turn, as many as the budget allows.
     *
     * @param changed receives the dimensions whose windows have changed
     */
    void catchUp(WorkBudget budget, Consumer<String> changed) {
        if (lagging.isEmpty() && !minute.equals(laggingMinute)) {
            lagging.addAll(dimensions.entrySet());
            laggingMinute = minute;
        }
        while (!lagging.isEmpty()) {
            Map.Entry<String, RollingDimension> next = lagging.remove();
            if (advance(next.getKey(), next.getValue())) {
                changed.accept(next.getKey());
            }
            if (!budget.allowsWindows()) {
                return;
            }
        }
    }

    private boolean advance(String key, RollingDimension dimension) {
        long before = dimension.now();
        boolean changed = dimension.advanceTo(minute);
        hours.advanced(key, dimension, before);
        for (long evicted : dimension.evictExpired()) {
            if (paneStore.mustRemove(key, evicted, dimension)) {
                markDirty(key, evicted);
            }
        }
        return changed;
    }

    /**
     * Advances a dimension to the clock. Its sums are those of its own clock, which is unknown after a start.
     *
     * @return whether its windows have changed
     */
    boolean catchUp(String key) {
        RollingDimension dimension = dimensions.get(key);
        return dimension != null && advance(key, dimension);
    }

    boolean hasPanesOrTrains(String key) {
        RollingDimension dimension = dimensions.get(key);
        return (dimension != null && !dimension.isEmpty()) || trainsByDimension.containsKey(key);
    }

    List<WindowSum> sums(String key) {
        return dimensions.getOrDefault(key, emptyDimension).sums();
    }

    /** The sum of an hour of a dimension, up to its clock. Let the dimension catch up before. */
    HourSum sum(String key, Hour hour) {
        return dimensions.getOrDefault(key, emptyDimension).sum(hour);
    }

    /** Marks all kept hours of a dimension as changed. The caller must emit the windows of the dimension too. */
    void markAllHours(String key) {
        boolean unused = catchUp(key);
        RollingDimension dimension = dimensions.get(key);
        if (dimension != null) {
            hours.markAll(key, dimension);
        }
    }

    WaitingTrains waitingTrains(String key) {
        WaitingTrains trains = trainsByDimension.get(key);
        return trains == null ? new WaitingTrains() : trains;
    }

    /** The dimensions with waiting trains. */
    Set<String> withWaitingTrains() {
        return Collections.unmodifiableSet(trainsByDimension.keySet());
    }

    /** Removes a dimension without panes from the heap. */
    void forgetIfEmpty(String key) {
        RollingDimension dimension = dimensions.get(key);
        if (dimension != null && dimension.isEmpty()) {
            dimensions.remove(key);
        }
    }

    /** Puts the changed panes and trains into the store. */
    private void flush() {
        dirtyPanes.forEach((key, minutes) -> paneStore.put(key, minutes, dimensions.getOrDefault(key, emptyDimension)));
        dirtyPanes.clear();
        dirtyTrains.forEach(
                (key, train) -> trainStore.put(key, train == null ? null : WaitingTrainCodec.toBytes(train)));
        dirtyTrains.clear();
    }

    private RollingDimension dimension(String key) {
        RollingDimension existing = dimensions.get(key);
        if (existing != null) {
            return existing;
        }
        RollingDimension dimension = newDimension();
        if (minute != null) {
            dimension.advanceTo(minute);
        }
        dimensions.put(key, dimension);
        return dimension;
    }

    private RollingDimension newDimension() {
        return new RollingDimension(plan.windows(), plan.hours() * MINUTES_PER_HOUR);
    }
}
