package dev.goldencorridor.processor.publishing;

import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.DurationSum;
import dev.goldencorridor.processor.rolling.Measure;
import dev.goldencorridor.processor.rolling.Sense;
import dev.goldencorridor.processor.rolling.StandingTrains;
import dev.goldencorridor.processor.rolling.Tally;
import dev.goldencorridor.processor.rolling.WindowSum;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes the state of a dimension as the records of the contract. Pure functions. */
final class Aggregates {
    private static final long DAY = Duration.ofHours(24).toMillis();

    private Aggregates() {}

    static TripCounts trips(Dimension dimension, WindowSum sum, Stamp stamp) {
        Tally now = sum.current();
        long before = sum.previous().trips();
        return TripCounts.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setWindow(sum.window().name())
                .setWindowStart(stamp.windowStart(sum.window().minutes()))
                .setWindowEnd(stamp.windowEnd())
                .setTrips(now.trips())
                .setTripsOutbound(now.trips(Sense.OUTBOUND))
                .setTripsReturn(now.trips(Sense.RETURN))
                .setTripsDomestic(now.trips(Sense.DOMESTIC))
                .setWagons(now.wagons())
                .setTeu(now.teu())
                .setLoadedTeu(now.loadedTeu())
                .setHeavyLoadRate(share(now.loadedTeu(), now.teu()))
                .setGrossTonnes(now.kilograms() / 1000.0)
                .setPreviousTrips(before)
                .setChangePercent(before == 0 ? null : 100.0 * (now.trips() - before) / before)
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    /** Maximum and share within 24 h include the open trains: the former by their age, the latter once that is over 24 h. */
    static ClearanceLatency clearance(Dimension port, WindowSum sum, StandingTrains trains, long clock, Stamp stamp) {
        DurationSum latency = sum.durations(Measure.CLEARANCE);
        Double oldest = age(trains.oldestOpen(), clock);
        long overdue = trains.openSinceBefore(clock - DAY);
        long released = latency.count();
        return ClearanceLatency.newBuilder()
                .setDimension(port.kind())
                .setId(port.id())
                .setWindow(sum.window().name())
                .setWindowStart(stamp.windowStart(sum.window().minutes()))
                .setWindowEnd(stamp.windowEnd())
                .setCount(released)
                .setMeanSeconds(latency.mean())
                .setP50Seconds(latency.quantile(0.50))
                .setP90Seconds(latency.quantile(0.90))
                .setP95Seconds(latency.quantile(0.95))
                .setP99Seconds(latency.quantile(0.99))
                .setMaxSeconds(longer(latency.longestSeconds(), oldest))
                .setWithin24hShare(share(latency.within24h(), released + overdue))
                .setSameDayShare(share(latency.sameDay(), released))
                .setOpen(trains.open())
                .setOldestOpenSeconds(oldest)
                .setSteps(steps(sum))
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    static DurationStatistics dwell(Dimension dimension, WindowSum sum, Stamp stamp) {
        DurationSum dwell = sum.durations(Measure.DWELL);
        return DurationStatistics.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setWindow(sum.window().name())
                .setWindowStart(stamp.windowStart(sum.window().minutes()))
                .setWindowEnd(stamp.windowEnd())
                .setCount(dwell.count())
                .setMeanSeconds(dwell.mean())
                .setP50Seconds(dwell.quantile(0.50))
                .setP90Seconds(dwell.quantile(0.90))
                .setP95Seconds(dwell.quantile(0.95))
                .setP99Seconds(dwell.quantile(0.99))
                .setMaxSeconds(dwell.longestSeconds())
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    static PortStatus port(Dimension port, StandingTrains trains, long clock, Stamp stamp) {
        StandingTrains.Train oldest = trains.oldestPresentAwaiting();
        return PortStatus.newBuilder()
                .setFacility(port.id())
                .setPresent(trains.present())
                .setAwaitingRelease(trains.presentAwaitingRelease())
                .setReleasedNotDeparted(trains.present() - trains.presentAwaitingRelease())
                .setOldestOpenSeconds(age(oldest, clock))
                .setOldestTrainRunId(oldest == null ? null : oldest.run())
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    private static List<StepDuration> steps(WindowSum sum) {
        List<StepDuration> steps = new ArrayList<>(2);
        for (Measure step : List.of(Measure.ARRIVAL_TO_LODGED, Measure.LODGED_TO_RELEASED)) {
            DurationSum durations = sum.durations(step);
            if (durations.count() > 0) {
                steps.add(StepDuration.newBuilder()
                        .setStep(step.name())
                        .setCount(durations.count())
                        .setMeanSeconds(durations.mean())
                        .setP50Seconds(durations.quantile(0.50))
                        .setP90Seconds(durations.quantile(0.90))
                        .setP95Seconds(durations.quantile(0.95))
                        .setP99Seconds(durations.quantile(0.99))
                        .setMaxSeconds(durations.longestSeconds())
                        .build());
            }
        }
        return steps;
    }

    private static Double age(StandingTrains.Train train, long clock) {
        return train == null ? null : Math.max(0, clock - train.arrivedAt()) / 1000.0;
    }

    private static Double longer(Double a, Double b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.max(a, b);
    }

    private static Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
