package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.WaitingTrainCodec;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a partition holds of its dimensions on the heap: windows and the trains that stand; and in a store what they are
 * built from again after a restart. Changes go on to the calendars. For a task's thread.
 */
final class DimensionStates {
    private static final char PANES = 'p';
    static final char STANDINGS = 's';
    private static final char SEPARATOR = '\0';
    private static final int MINUTES_IN_BLOCK = 60;

    private final RollingProcessor.Plan plan;
    private final CommitHook.Request write;
    private final PaneStore paneStore;
    private final StoreSection standingStore;
    private final Map<String, RollingDimension> dimensions = new HashMap<>();
    private final Map<String, WaitingTrains> trains = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, WaitingTrain> unwrittenStandings = new HashMap<>();
    /** Dimensions that have not yet followed the clock to the minute {@code behindSince}. */
    private final Queue<Map.Entry<String, RollingDimension>> behind = new ArrayDeque<>();

    private Long behindSince;
    /** Serves all dimensions without panes. */
    private final RollingDimension nothing;

    /** From 1970-01-01T00:00Z; null until the clock is known. */
    private Long minute;

    private long beyondReach;

    /** Restores what the store has sections of. */
    DimensionStates(StagedStore store, RollingProcessor.Plan plan, CommitHook.Request write) {
        this.plan = plan;
        this.write = write;
        this.nothing = new RollingDimension(plan.windows());
        this.paneStore = new PaneStore(
                store.section(PANES),
                MINUTES_IN_BLOCK,
                (key, from, before) -> dimensions.getOrDefault(key, nothing).between(from, before),
                write);
        this.standingStore = store.section(STANDINGS);
        paneStore.restore((key, at, pane) -> dimension(key).change(at, pane));
        standingStore.forEach((stored, standing) -> {
            int separator = stored.indexOf(SEPARATOR);
            setStanding(
                    stored.substring(0, separator), stored.substring(separator + 1), WaitingTrainCodec.fromBytes(standing));
        });
    }

    /** Visits all dimensions that have minute panes or waiting trains. */
    void forEachDimension(Consumer<String> consumer) {
        dimensions.keySet().forEach(consumer);
        waiting.forEach(consumer);
    }

    void add(String key, AggregateUpdate.Sum sum, Calendars calendars) {
        if (!sum.minutes().isEmpty()) {
            RollingDimension dimension = dimension(key);
            sum.minutes().forEach((at, change) -> {
                if (dimension.change(at, change) != null) {
                    paneStore.change(key, at);
                }
            });
            byDay(sum.minutes()).forEach((day, change) -> {
                if (!calendars.change(key, day, change)) {
                    beyondReach++;
                }
            });
        }
        sum.standings().forEach((run, standing) -> {
            setStanding(key, run, standing);
            unwrittenStandings.put(key + SEPARATOR + run, standing);
        });
        if (!sum.standings().isEmpty()) {
            calendars.touchRunning(key);
        }
        write.make();
    }

    private Map<Long, Pane> byDay(Map<Long, Pane> minutes) {
        Map<Long, Pane> days = new HashMap<>();
        minutes.forEach((at, change) -> days.computeIfAbsent(plan.calendar().dayOf(at), day -> new Pane())
                .add(change, 1));
        days.values().removeIf(Pane::isZero);
        return days;
    }

    private void setStanding(String key, String run, WaitingTrain standing) {
        WaitingTrains at = trains.computeIfAbsent(key, k -> new WaitingTrains());
        at.set(run, standing);
        if (at.isEmpty()) {
            trains.remove(key);
            waiting.remove(key);
        } else {
            waiting.add(key);
        }
    }

    /** How many changes have been for days before all that is kept, since this was last asked. */
    long takeBeyondReach() {
        long taken = beyondReach;
        beyondReach = 0;
        return taken;
    }

    /** Moves the clock on to a minute. Dimensions follow one by one. */
    void advanceTo(long now) {
        minute = now;
    }

    /**
     * Lets dimensions follow the clock, as many as the budget allows, each in its turn.
     *
     * @param changed takes the dimensions whose windows have changed by that
     */
    void catchUp(WorkBudget budget, Consumer<String> changed) {
        if (behind.isEmpty() && !minute.equals(behindSince)) {
            behind.addAll(dimensions.entrySet());
            behindSince = minute;
        }
        while (!behind.isEmpty()) {
            Map.Entry<String, RollingDimension> next = behind.remove();
            if (advance(next.getKey(), next.getValue())) {
                changed.accept(next.getKey());
            }
            if (!budget.allowsWindows()) {
                return;
            }
        }
    }

    private boolean advance(String key, RollingDimension dimension) {
        boolean changed = dimension.advanceTo(minute);
        List<Long> forgotten = dimension.forget();
        paneStore.forget(key, forgotten);
        return changed;
    }

    /**
     * Lets a dimension follow the clock.
     *
     * @return whether it has panes or waiting trains then
     */
    boolean bringUpToDate(String key) {
        RollingDimension dimension = dimensions.get(key);
        if (dimension != null) {
            advance(key, dimension);
        }
        return (dimension != null && !dimension.isEmpty()) || trains.containsKey(key);
    }

    /** Whether a dimension has a place on the heap. */
    boolean isHeld(String key) {
        RollingDimension dimension = dimensions.get(key);
        return (dimension != null && !dimension.isEmpty()) || trains.containsKey(key);
    }

    List<WindowSum> sums(String key) {
        return dimensions.getOrDefault(key, nothing).sums();
    }

    WaitingTrains standingAt(String key) {
        WaitingTrains at = trains.get(key);
        return at == null ? new WaitingTrains() : at;
    }

    /** The dimensions where trains wait. */
    Set<String> waiting() {
        return waiting;
    }

    /** Frees the heap of a dimension without panes. */
    void forgetIfEmpty(String key) {
        RollingDimension dimension = dimensions.get(key);
        if (dimension != null && dimension.isEmpty()) {
            dimensions.remove(key);
        }
    }

    /** Writes what has changed. */
    void write() {
        paneStore.write();
        unwrittenStandings.forEach(
                (key, standing) -> standingStore.put(key, standing == null ? null : WaitingTrainCodec.toBytes(standing)));
        unwrittenStandings.clear();
    }

    private RollingDimension dimension(String key) {
        RollingDimension known = dimensions.get(key);
        if (known != null) {
            return known;
        }
        RollingDimension dimension = new RollingDimension(plan.windows());
        if (minute != null) {
            dimension.advanceTo(minute);
        }
        dimensions.put(key, dimension);
        return dimension;
    }
}
