package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.windows.Cargo;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Durations;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.TripTotals;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.WindowSum;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ConsigneeTonnes;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the state of a dimension as the records of the contract. Pure functions. */
final class AggregateRecords {
    private static final long DAY = Duration.ofHours(24).toMillis();
    private static final double SECONDS_A_DAY = 86_400;
    /** A bound, since a year of the network may know thousands. */
    private static final int MOST_CONSIGNEES = 50;
    /** The Harmonized System has 97, and leaves two to those who use it. */
    private static final int MOST_CHAPTERS = 100;

    private AggregateRecords() {}

    static TripCounts trips(Dimension dimension, WindowSum sum, EmitStamp stamp) {
        return trips(
                        dimension,
                        TimeRange.of(sum, stamp),
                        sum.current(),
                        sum.previous().trips(),
                        stamp)
                .build();
    }

    static TripCounts trips(Dimension dimension, PeriodSum sum, CorridorCalendar calendar, EmitStamp stamp) {
        long trips = sum.current().trips();
        long lastYear = sum.lastYear().trips();
        Cargo cargo = sum.cargo();
        return trips(dimension, TimeRange.of(sum, calendar, stamp), sum.current(), lastYear, stamp)
                .setTripsPerDay((double) trips / sum.days())
                .setLastYearTrips(lastYear)
                .setLastYearTripsPerDay((double) lastYear / sum.lastYearDays())
                .setYearOnYearPercent(change(trips, lastYear))
                .setCommodityCodes((long) cargo.commodityCodes())
                .setNetTonnesByChapter(tonnesByChapter(cargo))
                .setConsignees((long) cargo.consignments())
                .setNetTonnesByConsignee(cargo.largestConsignments(MOST_CONSIGNEES).stream()
                        .map(part -> new ConsigneeTonnes(part.consignee(), part.chapter(), part.kilograms() / 1000.0))
                        .toList())
                .build();
    }

    private static TripCounts.Builder trips(Dimension dimension, TimeRange frame, TripTotals counted, long before, EmitStamp stamp) {
        return TripCounts.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setWindow(frame.window())
                .setPeriod(frame.period())
                .setWindowStart(frame.start())
                .setWindowEnd(frame.end())
                .setTrips(counted.trips())
                .setTripsOutbound(counted.trips(TravelDirection.OUTBOUND))
                .setTripsReturn(counted.trips(TravelDirection.RETURN))
                .setTripsDomestic(counted.trips(TravelDirection.DOMESTIC))
                .setWagons(counted.wagons())
                .setTeu(counted.teu())
                .setLoadedTeu(counted.loadedTeu())
                .setHeavyLoadRate(share(counted.loadedTeu(), counted.teu()))
                .setGrossTonnes(counted.kilograms() / 1000.0)
                .setPreviousTrips(before)
                .setChangePercent(change(counted.trips(), before))
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision());
    }

    private static Map<String, Double> tonnesByChapter(Cargo cargo) {
        Map<String, Double> tonnes = new TreeMap<>();
        cargo.kilogramsByChapter().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CHAPTERS)
                .forEach(entry -> tonnes.put(entry.getKey(), entry.getValue() / 1000.0));
        return tonnes;
    }

    static ClearanceLatency clearance(Dimension port, WindowSum sum, WaitingTrains trains, long clock, EmitStamp stamp) {
        return clearance(port, TimeRange.of(sum, stamp), sum::durations, trains, clock, stamp);
    }

    /** Trains that wait now are none of a period that is over. */
    static ClearanceLatency clearance(
            Dimension port, PeriodSum sum, CorridorCalendar calendar, WaitingTrains trains, long clock, EmitStamp stamp) {
        return clearance(
                port,
                TimeRange.of(sum, calendar, stamp),
                sum::durations,
                sum.isOver() ? new WaitingTrains() : trains,
                clock,
                stamp);
    }

    /** Maximum and share within 24 h include the open trains: the former by their age, the latter once that is over 24 h. */
    private static ClearanceLatency clearance(
            Dimension port,
            TimeRange frame,
            Function<DurationKind, Durations> durations,
            WaitingTrains trains,
            long clock,
            EmitStamp stamp) {
        Durations latency = durations.apply(DurationKind.CLEARANCE);
        Double oldest = age(trains.oldestOpen(), clock);
        long overdue = trains.openSinceBefore(clock - DAY);
        long released = latency.count();
        return ClearanceLatency.newBuilder()
                .setDimension(port.kind())
                .setId(port.id())
                .setWindow(frame.window())
                .setPeriod(frame.period())
                .setWindowStart(frame.start())
                .setWindowEnd(frame.end())
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
                .setSteps(steps(durations))
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    static DurationStatistics durations(DurationKind measure, Dimension dimension, WindowSum sum, EmitStamp stamp) {
        return durations(
                dimension,
                TimeRange.of(sum, stamp),
                sum.durations(measure),
                "PREVIOUS",
                sum.previousDurations(measure).mean(),
                stamp);
    }

    static DurationStatistics durations(
            DurationKind measure, Dimension dimension, PeriodSum sum, CorridorCalendar calendar, EmitStamp stamp) {
        return durations(
                dimension,
                TimeRange.of(sum, calendar, stamp),
                sum.durations(measure),
                "LAST_YEAR",
                sum.lastYearDurations(measure).mean(),
                stamp);
    }

    private static DurationStatistics durations(
            Dimension dimension, TimeRange frame, Durations durations, String base, Double baseMean, EmitStamp stamp) {
        Double mean = durations.mean();
        boolean turns = mean != null && mean > 0;
        return DurationStatistics.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setWindow(frame.window())
                .setPeriod(frame.period())
                .setWindowStart(frame.start())
                .setWindowEnd(frame.end())
                .setCount(durations.count())
                .setMeanSeconds(mean)
                .setP50Seconds(durations.quantile(0.50))
                .setP90Seconds(durations.quantile(0.90))
                .setP95Seconds(durations.quantile(0.95))
                .setP99Seconds(durations.quantile(0.99))
                .setMaxSeconds(durations.longestSeconds())
                .setTurnoverPerDay(turns ? SECONDS_A_DAY / mean : null)
                .setBasePeriod(base)
                .setBaseMeanSeconds(baseMean)
                .setTurnoverGainPercent(turns && baseMean != null ? (baseMean / mean - 1) * 100 : null)
                .setAsOf(stamp.asOf())
                .setRevision(stamp.revision())
                .build();
    }

    static PortStatus port(Dimension port, WaitingTrains trains, long clock, EmitStamp stamp) {
        WaitingTrains.Train oldest = trains.oldestPresentAwaiting();
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

    private static List<StepDuration> steps(Function<DurationKind, Durations> sums) {
        List<StepDuration> steps = new ArrayList<>(2);
        for (DurationKind step : List.of(DurationKind.ARRIVAL_TO_LODGED, DurationKind.LODGED_TO_RELEASED)) {
            Durations durations = sums.apply(step);
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

    private static Double age(WaitingTrains.Train train, long clock) {
        return train == null ? null : Math.max(0, clock - train.arrivedAt()) / 1000.0;
    }

    private static Double longer(Double a, Double b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.max(a, b);
    }

    private static Double change(long now, long before) {
        return before == 0 ? null : 100.0 * (now - before) / before;
    }

    private static Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
