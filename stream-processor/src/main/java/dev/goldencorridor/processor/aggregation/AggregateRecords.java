package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_CHAPTERS;
import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_CONSIGNEES;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Route;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.windows.Cargo;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Durations;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.TripTotals;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.processor.windows.WindowSum;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ConsigneeTonnes;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.RegimeLatency;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Converts the sums of a dimension into the records of the contract. Pure functions. {@code clock} is the pipeline's
 * clock, in milliseconds since 1970-01-01T00:00Z.
 */
final class AggregateRecords {
    /** {@link EmittedValues} sets the revision after it has compared the content. */
    private static final long REVISION_NOT_SET = 0;

    private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();
    private static final double SECONDS_PER_DAY = 86_400;

    private AggregateRecords() {}

    static TripCounts trips(Dimension dimension, WindowSum sum, long clock) {
        return trips(
                        dimension,
                        TimeRange.of(sum, clock),
                        sum.current(),
                        sum.previous().trips(),
                        clock)
                .build();
    }

    static TripCounts trips(Dimension dimension, PeriodSum sum, CorridorCalendar calendar, long clock) {
        long trips = sum.current().trips();
        long lastYear = sum.lastYear().trips();
        Cargo cargo = sum.cargo();
        return trips(dimension, TimeRange.of(sum, calendar, clock), sum.current(), lastYear, clock)
                .setTripsPerDay((double) trips / sum.days())
                .setLastYearTrips(lastYear)
                .setLastYearTripsPerDay((double) lastYear / sum.lastYearDays())
                .setYearOnYearPercent(changePercent(trips, lastYear))
                .setCommodityCodes((long) cargo.commodityCodes())
                .setNetTonnesByChapter(tonnesByChapter(cargo))
                .setConsignees((long) cargo.consignments())
                .setNetTonnesByConsignee(cargo.largestConsignments(MAX_CONSIGNEES).stream()
                        .map(part -> new ConsigneeTonnes(part.consignee(), part.chapter(), part.kilograms() / 1000.0))
                        .toList())
                .build();
    }

    static TripCounts.Builder trips(
            Dimension dimension, TimeRange range, TripTotals totals, long previousTrips, long clock) {
        return TripCounts.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setOrigin(origin(dimension))
                .setDestination(destination(dimension))
                .setWindow(range.window())
                .setPeriod(range.period())
                .setWindowStart(range.start())
                .setWindowEnd(range.end())
                .setTrips(totals.trips())
                .setTripsOutbound(totals.trips(TravelDirection.OUTBOUND))
                .setTripsReturn(totals.trips(TravelDirection.RETURN))
                .setTripsDomestic(totals.trips(TravelDirection.DOMESTIC))
                .setWagons(totals.wagons())
                .setTeu(totals.teu())
                .setLoadedTeu(totals.loadedTeu())
                .setHeavyLoadRate(share(totals.loadedTeu(), totals.teu()))
                .setGrossTonnes(totals.kilograms() / 1000.0)
                .setPreviousTrips(previousTrips)
                .setChangePercent(changePercent(totals.trips(), previousTrips))
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(REVISION_NOT_SET);
    }

    private static Map<String, Double> tonnesByChapter(Cargo cargo) {
        Map<String, Double> tonnes = new TreeMap<>();
        cargo.kilogramsByChapter().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_CHAPTERS)
                .forEach(entry -> tonnes.put(entry.getKey(), entry.getValue() / 1000.0));
        return tonnes;
    }

    static ClearanceLatency clearance(Dimension port, WindowSum sum, WaitingTrains trains, long clock) {
        return clearance(port, TimeRange.of(sum, clock), sum::durations, trains, clock);
    }

    /** Trains that are open now do not belong to a period that is over. */
    static ClearanceLatency clearance(
            Dimension port, PeriodSum sum, CorridorCalendar calendar, WaitingTrains trains, long clock) {
        return clearance(
                port,
                TimeRange.of(sum, calendar, clock),
                sum::durations,
                sum.isOver() ? new WaitingTrains() : trains,
                clock);
    }

    /**
     * The maximum includes the ages of open trains. The share within 24 h includes an open train once its age exceeds
     * 24 h.
     */
    static ClearanceLatency clearance(
            Dimension port,
            TimeRange range,
            Function<DurationKind, Durations> durations,
            WaitingTrains trains,
            long clock) {
        Durations latency = durations.apply(DurationKind.CLEARANCE);
        Double oldest = age(trains.oldestOpen(), clock);
        long overdue = trains.openArrivedBefore(clock - DAY_MILLIS);
        long released = latency.count();
        return ClearanceLatency.newBuilder()
                .setDimension(port.kind())
                .setId(port.id())
                .setWindow(range.window())
                .setPeriod(range.period())
                .setWindowStart(range.start())
                .setWindowEnd(range.end())
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
                .setReleaseNotReported(
                        durations.apply(DurationKind.RELEASE_NOT_REPORTED).count())
                .setRegimes(regimes(durations))
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(REVISION_NOT_SET)
                .build();
    }

    static DurationStatistics durations(DurationKind kind, Dimension dimension, WindowSum sum, long clock) {
        return durations(
                dimension,
                TimeRange.of(sum, clock),
                sum.durations(kind),
                "PREVIOUS",
                sum.previousDurations(kind).mean(),
                clock);
    }

    static DurationStatistics durations(
            DurationKind kind, Dimension dimension, PeriodSum sum, CorridorCalendar calendar, long clock) {
        return durations(
                dimension,
                TimeRange.of(sum, calendar, clock),
                sum.durations(kind),
                "LAST_YEAR",
                sum.lastYearDurations(kind).mean(),
                clock);
    }

    static DurationStatistics durations(
            Dimension dimension, TimeRange range, Durations durations, String base, Double baseMean, long clock) {
        Double mean = durations.mean();
        boolean hasTurnover = mean != null && mean > 0;
        return DurationStatistics.newBuilder()
                .setDimension(dimension.kind())
                .setId(dimension.id())
                .setOrigin(origin(dimension))
                .setDestination(destination(dimension))
                .setWindow(range.window())
                .setPeriod(range.period())
                .setWindowStart(range.start())
                .setWindowEnd(range.end())
                .setCount(durations.count())
                .setMeanSeconds(mean)
                .setP50Seconds(durations.quantile(0.50))
                .setP90Seconds(durations.quantile(0.90))
                .setP95Seconds(durations.quantile(0.95))
                .setP99Seconds(durations.quantile(0.99))
                .setMaxSeconds(durations.longestSeconds())
                .setTurnoverPerDay(hasTurnover ? SECONDS_PER_DAY / mean : null)
                .setBasePeriod(base)
                .setBaseMeanSeconds(baseMean)
                .setTurnoverGainPercent(hasTurnover && baseMean != null ? (baseMean / mean - 1) * 100 : null)
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(REVISION_NOT_SET)
                .build();
    }

    static PortStatus port(Dimension port, WaitingTrains trains, long clock) {
        WaitingTrains.Train oldest = trains.oldestPresentAwaiting();
        return PortStatus.newBuilder()
                .setFacility(port.id())
                .setPresent(trains.present())
                .setAwaitingRelease(trains.presentAwaitingRelease())
                .setReleasedNotDeparted(trains.present() - trains.presentAwaitingRelease())
                .setOldestOpenSeconds(age(oldest, clock))
                .setOldestTrainRunId(oldest == null ? null : oldest.run())
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(REVISION_NOT_SET)
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

    private static List<RegimeLatency> regimes(Function<DurationKind, Durations> sums) {
        List<RegimeLatency> regimes = new ArrayList<>(2);
        addRegime(regimes, ClearanceRegime.BORDER, sums.apply(DurationKind.CLEARANCE_BORDER));
        addRegime(regimes, ClearanceRegime.FAST, sums.apply(DurationKind.CLEARANCE_FAST));
        return regimes;
    }

    private static void addRegime(List<RegimeLatency> regimes, ClearanceRegime regime, Durations latency) {
        if (latency.count() > 0) {
            regimes.add(RegimeLatency.newBuilder()
                    .setRegime(regime.name())
                    .setCount(latency.count())
                    .setMeanSeconds(latency.mean())
                    .setP50Seconds(latency.quantile(0.50))
                    .setP90Seconds(latency.quantile(0.90))
                    .setP95Seconds(latency.quantile(0.95))
                    .setP99Seconds(latency.quantile(0.99))
                    .setMaxSeconds(latency.longestSeconds())
                    .build());
        }
    }

    private static String origin(Dimension dimension) {
        return dimension.route().map(Route::origin).orElse(null);
    }

    private static String destination(Dimension dimension) {
        return dimension.route().map(Route::destination).orElse(null);
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

    private static Double changePercent(long now, long before) {
        return before == 0 ? null : 100.0 * (now - before) / before;
    }

    private static Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
