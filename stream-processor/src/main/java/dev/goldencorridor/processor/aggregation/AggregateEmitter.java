package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Durations;
import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.HourSum;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.processor.windows.WindowSum;
import dev.goldencorridor.schemas.topics.AggregateKey;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.EventCause;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Emits the aggregates of a dimension's windows and periods whose content has changed. */
final class AggregateEmitter {
    private static final List<AggregateRoute> ROUTES =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);

    private final List<Window> windows;
    private final CorridorCalendar calendar;
    private final EmittedValues emittedValues;
    private final RollingMetrics metrics;
    private final EventCauses causes;
    private final Output output;
    /** The cause of the values that are emitted now. */
    private EventCause cause;

    /** Receives the aggregates to emit. */
    interface Output {
        /**
         * Emits a value.
         *
         * @param cause the last event that contributed; null if there is none
         */
        void emit(String key, Aggregate aggregate, EventCause cause);
    }

    /** @param causes the events that contributed to each dimension */
    AggregateEmitter(
            RollingPlan plan, EmittedValues emittedValues, RollingMetrics metrics, EventCauses causes, Output output) {
        this.windows = plan.windows();
        this.calendar = plan.calendar();
        this.emittedValues = emittedValues;
        this.metrics = metrics;
        this.causes = causes;
        this.output = output;
    }

    /** @param clock milliseconds since 1970-01-01T00:00Z */
    void emitWindows(Dimension dimension, List<WindowSum> sums, WaitingTrains trains, long clock) {
        cause = causes.takeForWindows(dimension.key());
        for (WindowSum sum : sums) {
            String key = new AggregateKey(dimension.key(), sum.window().name()).toString();
            emitTrips(dimension, sum, key, clock);
            emitDurations(DurationKind.DWELL, dimension, sum, key, clock);
            emitDurations(DurationKind.TRANSIT, dimension, sum, key, clock);
            emitClearance(dimension, sum, trains, key, clock);
        }
        if (dimension.isPort()) {
            metrics.recordPort(dimension.id(), trains, clock);
        }
        // Only ports have waiting trains. A hub can have the code of a port, whose value it must not overwrite.
        if (dimension.isPort() && isWorthEmitting(AggregateRoute.PORTS, dimension.id(), trains.present())) {
            emitIfChanged(AggregateRoute.PORTS, dimension.id(), AggregateRecords.port(dimension, trains, clock), clock);
        }
    }

    private void emitTrips(Dimension dimension, WindowSum sum, String key, long clock) {
        long trips = sum.current().trips() + sum.previous().trips();
        if (isWorthEmitting(AggregateRoute.TRIPS, key, trips)) {
            emitIfChanged(AggregateRoute.TRIPS, key, AggregateRecords.trips(dimension, sum, clock), clock);
        }
    }

    private void emitDurations(DurationKind kind, Dimension dimension, WindowSum sum, String key, long clock) {
        AggregateRoute route = route(kind);
        if (isWorthEmitting(route, key, sum.durations(kind).count())) {
            emitIfChanged(route, key, AggregateRecords.durations(kind, dimension, sum, clock), clock);
        }
    }

    private void emitClearance(Dimension dimension, WindowSum sum, WaitingTrains trains, String key, long clock) {
        if (hasClearance(trains.open(), sum::durations) || emittedValues.has(AggregateRoute.CLEARANCE, key)) {
            emitIfChanged(
                    AggregateRoute.CLEARANCE, key, AggregateRecords.clearance(dimension, sum, trains, clock), clock);
        }
    }

    /** @param clock milliseconds since 1970-01-01T00:00Z */
    void emitPeriod(Dimension dimension, PeriodSum sum, WaitingTrains trains, long clock) {
        cause = causes.forPeriod(dimension.key());
        String key = new AggregateKey(dimension.key(), sum.period().name()).toString();
        if (isWorthEmitting(AggregateRoute.TRIPS, key, sum.current().trips())) {
            emitIfChanged(AggregateRoute.TRIPS, key, AggregateRecords.trips(dimension, sum, calendar, clock), clock);
        }
        emitDurations(DurationKind.DWELL, dimension, sum, key, clock);
        emitDurations(DurationKind.TRANSIT, dimension, sum, key, clock);
        // Trains that are open now do not belong to a period that is over.
        int open = sum.isOver() ? 0 : trains.open();
        if (hasClearance(open, sum::durations) || emittedValues.has(AggregateRoute.CLEARANCE, key)) {
            emitIfChanged(
                    AggregateRoute.CLEARANCE,
                    key,
                    AggregateRecords.clearance(dimension, sum, calendar, trains, clock),
                    clock);
        }
    }

    /**
     * Emits the values of an hour that counts something, and deletes the others. Transits have no hours.
     *
     * @param clock milliseconds since 1970-01-01T00:00Z
     */
    void emitHour(Dimension dimension, HourSum sum, long clock) {
        String key = new AggregateKey(dimension.key(), sum.hour().name()).toString();
        if (sum.trips().trips() == 0) {
            delete(AggregateRoute.TRIPS, key);
        } else {
            emitHourIfChanged(AggregateRoute.TRIPS, key, HourRecords.trips(dimension, sum, clock), sum);
        }
        if (sum.durations(DurationKind.DWELL).count() == 0) {
            delete(AggregateRoute.DWELL, key);
        } else {
            emitHourIfChanged(AggregateRoute.DWELL, key, HourRecords.dwell(dimension, sum, clock), sum);
        }
        if (!hasClearance(0, sum::durations)) {
            delete(AggregateRoute.CLEARANCE, key);
        } else {
            emitHourIfChanged(AggregateRoute.CLEARANCE, key, HourRecords.clearance(dimension, sum, clock), sum);
        }
    }

    /** The end of an hour does not move. So its beginning serves as the clock with which the content is compared. */
    private void emitHourIfChanged(AggregateRoute route, String key, SpecificRecord value, HourSum sum) {
        emitIfChanged(route, key, value, sum.hour().firstMillis());
    }

    /** Deletes the values of an hour. */
    void deleteHour(Dimension dimension, Hour hour) {
        String key = new AggregateKey(dimension.key(), hour.name()).toString();
        ROUTES.forEach(route -> delete(route, key));
    }

    private static boolean hasClearance(int open, Function<DurationKind, Durations> durations) {
        return open != 0
                || durations.apply(DurationKind.CLEARANCE).count() != 0
                || durations.apply(DurationKind.RELEASE_NOT_REPORTED).count() != 0;
    }

    private void emitDurations(DurationKind kind, Dimension dimension, PeriodSum sum, String key, long clock) {
        AggregateRoute route = route(kind);
        if (isWorthEmitting(route, key, sum.durations(kind).count())) {
            emitIfChanged(route, key, AggregateRecords.durations(kind, dimension, sum, calendar, clock), clock);
        }
    }

    private static AggregateRoute route(DurationKind kind) {
        return kind == DurationKind.DWELL ? AggregateRoute.DWELL : AggregateRoute.TRANSIT;
    }

    /** Skips aggregates that are zero and were never emitted. */
    private boolean isWorthEmitting(AggregateRoute route, String key, long count) {
        return count != 0 || emittedValues.has(route, key);
    }

    private void emitIfChanged(AggregateRoute route, String key, SpecificRecord value, long clock) {
        if (emittedValues.revise(route, key, value, clock)) {
            output.emit(key, new Aggregate(route, value), cause);
        }
    }

    /** Deletes the keys of all windows of an empty dimension. */
    void deleteWindows(Dimension dimension) {
        for (Window window : windows) {
            String key = new AggregateKey(dimension.key(), window.name()).toString();
            ROUTES.forEach(route -> delete(route, key));
        }
        if (dimension.isPort()) {
            delete(AggregateRoute.PORTS, dimension.id());
        }
    }

    /** Deletes a key if a value was emitted under it. */
    void delete(AggregateRoute route, String key) {
        if (emittedValues.remove(route, key)) {
            output.emit(key, new Aggregate(route, null), null);
        }
    }

    /** Whether a period has an emitted value in any route. */
    boolean isAnyEmitted(Dimension dimension, Period period) {
        String key = new AggregateKey(dimension.key(), period.name()).toString();
        return ROUTES.stream().anyMatch(route -> emittedValues.has(route, key));
    }
}
