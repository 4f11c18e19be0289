package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Period;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.processor.windows.WindowSum;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Which aggregates there are of a dimension's windows and periods. Those that have changed are told. */
final class AggregateEmitter {
    private static final List<AggregateRoute> ROUTES =
            List.of(AggregateRoute.TRIPS, AggregateRoute.CLEARANCE, AggregateRoute.DWELL, AggregateRoute.TRANSIT);

    private final List<Window> windows;
    private final CorridorCalendar calendar;
    private final EmittedValues publication;
    private final BiConsumer<String, Aggregate> told;

    /** @param told takes what has changed, by key */
    AggregateEmitter(RollingProcessor.Plan plan, EmittedValues publication, BiConsumer<String, Aggregate> told) {
        this.windows = plan.windows();
        this.calendar = plan.calendar();
        this.publication = publication;
        this.told = told;
    }

    /** @param clock milliseconds since 1970-01-01T00:00Z */
    void windows(Dimension dimension, List<WindowSum> sums, WaitingTrains standing, long clock) {
        for (WindowSum sum : sums) {
            String key = dimension.key() + "/" + sum.window().name();
            tell(
                    AggregateRoute.TRIPS,
                    key,
                    sum.current().trips() + sum.previous().trips(),
                    clock,
                    stamp -> AggregateRecords.trips(dimension, sum, stamp));
            for (DurationKind measure : List.of(DurationKind.DWELL, DurationKind.TRANSIT)) {
                tell(
                        route(measure),
                        key,
                        sum.durations(measure).count(),
                        clock,
                        stamp -> AggregateRecords.durations(measure, dimension, sum, stamp));
            }
            tell(
                    AggregateRoute.CLEARANCE,
                    key,
                    standing.open() + sum.durations(DurationKind.CLEARANCE).count(),
                    clock,
                    stamp -> AggregateRecords.clearance(dimension, sum, standing, clock, stamp));
        }
        // Trains wait at ports alone. A hub may have the code of a port, whose value must not be overwritten.
        if (dimension.isPort()) {
            tell(
                    AggregateRoute.PORTS,
                    dimension.id(),
                    standing.present(),
                    clock,
                    stamp -> AggregateRecords.port(dimension, standing, clock, stamp));
        }
    }

    /** Deletes the keys of a dimension of which nothing is left. */
    void withdrawWindows(Dimension dimension) {
        for (Window window : windows) {
            String key = dimension.key() + "/" + window.name();
            ROUTES.forEach(route -> withdraw(route, key));
        }
        if (dimension.isPort()) {
            withdraw(AggregateRoute.PORTS, dimension.id());
        }
    }

    /** Deletes a key, if anything is published under it. */
    void withdraw(AggregateRoute route, String key) {
        if (publication.withdraw(route, key)) {
            told.accept(key, new Aggregate(route, null));
        }
    }

    /** Whether any aggregate of a period is published. */
    boolean isAnyPublished(Dimension dimension, Period period) {
        String key = dimension.key() + "/" + period.name();
        return ROUTES.stream().anyMatch(route -> publication.has(route, key));
    }

    /** @param clock milliseconds since 1970-01-01T00:00Z */
    void period(Dimension dimension, PeriodSum sum, WaitingTrains standing, long clock) {
        String key = dimension.key() + "/" + sum.period().name();
        tell(
                AggregateRoute.TRIPS,
                key,
                sum.current().trips(),
                clock,
                stamp -> AggregateRecords.trips(dimension, sum, calendar, stamp));
        for (DurationKind measure : List.of(DurationKind.DWELL, DurationKind.TRANSIT)) {
            tell(
                    route(measure),
                    key,
                    sum.durations(measure).count(),
                    clock,
                    stamp -> AggregateRecords.durations(measure, dimension, sum, calendar, stamp));
        }
        tell(
                AggregateRoute.CLEARANCE,
                key,
                (sum.isOver() ? 0 : standing.open())
                        + sum.durations(DurationKind.CLEARANCE).count(),
                clock,
                stamp -> AggregateRecords.clearance(dimension, sum, calendar, standing, clock, stamp));
    }

    private static AggregateRoute route(DurationKind measure) {
        return measure == DurationKind.DWELL ? AggregateRoute.DWELL : AggregateRoute.TRANSIT;
    }

    /** What is nothing, and was never told to be anything else, need not be told. */
    private void tell(
            AggregateRoute route,
            String key,
            long amount,
            long clock,
            Function<EmitStamp, ? extends SpecificRecord> write) {
        if (amount != 0 || publication.has(route, key)) {
            Aggregate aggregate = publication.changed(route, key, clock, write);
            if (aggregate != null) {
                told.accept(key, aggregate);
            }
        }
    }
}
