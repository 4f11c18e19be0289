package dev.goldencorridor.processor.publishing;

import dev.goldencorridor.processor.combining.Contribution;
import dev.goldencorridor.processor.combining.StandingForm;
import dev.goldencorridor.processor.rolling.CalendarDimension;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.Period;
import dev.goldencorridor.processor.rolling.RollingDimension;
import dev.goldencorridor.processor.rolling.Standing;
import dev.goldencorridor.processor.rolling.StandingTrains;
import dev.goldencorridor.processor.rolling.WindowSum;
import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.PaneStore;
import dev.goldencorridor.processor.state.Section;
import dev.goldencorridor.processor.state.SectionedStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a partition holds of its dimensions: windows, calendars and the trains that stand, on the heap, and in a store
 * what they are built from again after a restart. For a task's thread.
 */
final class Holdings {
    private static final char PANES = 'p';
    private static final char DAYS = 'd';
    static final char STANDINGS = 's';
    private static final char SEPARATOR = '\0';
    private static final int MINUTES_IN_BLOCK = 60;

    private final Roll.Plan plan;
    private final BeforeCommit.Request write;
    private final PaneStore paneStore;
    private final PaneStore dayStore;
    private final Section standingStore;
    private final Map<String, RollingDimension> dimensions = new HashMap<>();
    private final Map<String, CalendarDimension> calendars = new HashMap<>();
    private final Map<String, StandingTrains> trains = new HashMap<>();
    private final Map<String, Standing> unwrittenStandings = new HashMap<>();
    /** From 1970-01-01T00:00Z; null until the clock is known. */
    private Long minute;

    private long beyondReach;

    /** Restores what the store has sections of. */
    Holdings(SectionedStore store, Roll.Plan plan, BeforeCommit.Request write) {
        this.plan = plan;
        this.write = write;
        this.paneStore = new PaneStore(
                store.section(PANES),
                MINUTES_IN_BLOCK,
                (key, from, before) -> dimension(key).between(from, before),
                write);
        this.dayStore = new PaneStore(
                store.section(DAYS), 1, (key, from, before) -> calendar(key).between(from, before), write);
        this.standingStore = store.section(STANDINGS);
        paneStore.restore((key, at, pane) -> dimension(key).change(at, pane));
        dayStore.restore((key, day, pane) -> calendar(key).change(day, pane));
        standingStore.forEach((stored, standing) -> {
            int separator = stored.indexOf(SEPARATOR);
            trainsAt(stored.substring(0, separator))
                    .set(stored.substring(separator + 1), StandingForm.fromBytes(standing));
        });
    }

    /** All dimensions of which something is held. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>(dimensions.keySet());
        keys.addAll(calendars.keySet());
        keys.addAll(trains.keySet());
        return keys;
    }

    void add(String key, Contribution.Sum sum) {
        if (!sum.minutes().isEmpty()) {
            RollingDimension dimension = dimension(key);
            sum.minutes().forEach((at, change) -> {
                if (dimension.change(at, change) != null) {
                    paneStore.change(key, at);
                }
            });
            CalendarDimension calendar = calendar(key);
            byDay(sum.minutes()).forEach((day, change) -> {
                if (calendar.change(day, change) == null) {
                    beyondReach++;
                } else {
                    dayStore.change(key, day);
                }
            });
        }
        sum.standings().forEach((run, standing) -> {
            trainsAt(key).set(run, standing);
            unwrittenStandings.put(key + SEPARATOR + run, standing);
        });
        if (!sum.standings().isEmpty() && minute != null) {
            calendar(key).touch(Period.of(today()));
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

    /** How many changes have been for days before all that is kept, since this was last asked. */
    long takeBeyondReach() {
        long taken = beyondReach;
        beyondReach = 0;
        return taken;
    }

    /**
     * Moves the clock on.
     *
     * @param changed takes the dimensions whose windows have changed by that
     */
    void advanceTo(long now, Set<String> changed) {
        minute = now;
        dimensions.forEach((key, dimension) -> {
            if (dimension.advanceTo(now)) {
                changed.add(key);
            }
            paneStore.forget(key, dimension.forget());
        });
        long today = today();
        calendars.forEach((key, calendar) -> {
            calendar.advanceTo(today);
            dayStore.forget(key, calendar.forget());
        });
    }

    /** The day that the clock is in. */
    long today() {
        return plan.calendar().dayOf(minute);
    }

    List<WindowSum> sums(String key) {
        return dimension(key).sums();
    }

    StandingTrains standingAt(String key) {
        return trains.getOrDefault(key, new StandingTrains());
    }

    /** The dimensions where trains stand. */
    void addStanding(Set<String> keys) {
        trains.forEach((key, standing) -> {
            if (!standing.isEmpty()) {
                keys.add(key);
            }
        });
    }

    void touch(String key, Collection<Period> periods) {
        calendar(key).touch(periods);
    }

    /** The calendars with periods to tell. Where trains stand these are those that run, since they grow older. */
    void forEachChangedCalendar(BiConsumer<String, CalendarDimension> consumer) {
        trains.forEach((key, standing) -> {
            if (!standing.isEmpty()) {
                touch(key, Period.of(today()));
            }
        });
        calendars.forEach((key, calendar) -> {
            if (calendar.hasChanged()) {
                consumer.accept(key, calendar);
            }
        });
    }

    /**
     * Forgets what is empty. Kept all the same is a calendar of which something is yet to be told, and one where trains
     * stand: a day that passes has to be told that none stands in it.
     */
    void forgetEmpty() {
        dimensions.values().removeIf(RollingDimension::isEmpty);
        calendars
                .entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        && !entry.getValue().hasChanged()
                        && !trains.containsKey(entry.getKey()));
        trains.values().removeIf(StandingTrains::isEmpty);
    }

    /** Writes what has changed. */
    void write() {
        paneStore.write();
        dayStore.write();
        unwrittenStandings.forEach(
                (key, standing) -> standingStore.put(key, standing == null ? null : StandingForm.toBytes(standing)));
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

    private CalendarDimension calendar(String key) {
        CalendarDimension known = calendars.get(key);
        if (known != null) {
            return known;
        }
        CalendarDimension calendar = new CalendarDimension(plan.years());
        if (minute != null) {
            calendar.advanceTo(today());
        }
        calendars.put(key, calendar);
        return calendar;
    }

    private StandingTrains trainsAt(String key) {
        return trains.computeIfAbsent(key, k -> new StandingTrains());
    }
}
