package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Consist;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.Route;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of a visit: a pure function of the set of its reports. A report changes the aggregates by the
 * difference of two values of this function. The aggregates therefore depend on the set of all events alone.
 *
 * @param waitingTrain empty if the facility is no border port or the run does not wait there
 * @param stops the stop times of each call
 */
record VisitMeasurements(
        List<DimensionMeasurement> measurements, Optional<WaitingTrain> waitingTrain, List<StopTimes> stops) {
    /** The trip of a train whose feed has no consist. */
    private static final Consist NO_CONSIST = new Consist(0, 0, 0, 0);

    static final VisitMeasurements NONE = new VisitMeasurements(List.of(), Optional.empty(), List.of());

    static VisitMeasurements of(Visit visit, String facility, Counting counting) {
        if (counting.rules().isOneCall()) {
            return FormerVisitMeasurements.of(visit, facility, counting);
        }
        List<Report> reports = visit.effectiveReports();
        List<DimensionMeasurement> measurements = new ArrayList<>();
        addTrips(measurements, reports, facility, counting);
        List<CallReports> calls = visit.calls(counting.orderToleranceMillis());
        List<StopTimes> stops = new ArrayList<>(calls.size());
        for (CallReports call : calls) {
            addDurations(measurements, call, facility, counting);
            if (call.arrival() != null || call.departure() != null) {
                stops.add(StopTimes.of(facility, call.arrival(), call.departure()));
            }
        }
        return new VisitMeasurements(
                measurements,
                counting.isBorderPort(facility) ? waitingTrain(calls.get(calls.size() - 1)) : Optional.empty(),
                stops);
    }

    static void addTrips(
            List<DimensionMeasurement> measurements, List<Report> reports, String facility, Counting counting) {
        boolean isPort = counting.isBorderPort(facility);
        Report[] trips = new Report[TravelDirection.values().length];
        for (Report report : reports) {
            if (countsAsTrip(report, facility, isPort)) {
                int direction = report.direction().code();
                trips[direction] = Report.withPrecedence(trips[direction], report);
            }
        }
        for (Report trip : trips) {
            if (trip != null) {
                addTrip(measurements, trip, facility, counting);
            }
        }
    }

    private static void addDurations(
            List<DimensionMeasurement> measurements, CallReports call, String facility, Counting counting) {
        if (call.arrival() == null) {
            return;
        }
        boolean isPort = counting.isBorderPort(facility);
        Dimension own = isPort ? Dimension.port(facility) : Dimension.hub(facility);
        long arrivedAt = call.arrival().occurredAt();
        boolean isDeparted = call.departure() != null;
        if (isDeparted) {
            long departedAt = call.departedAt();
            addDuration(measurements, own, departedAt, DurationKind.DWELL, departedAt - arrivedAt, false);
            if (isPort) {
                DurationKind ofDirection = DurationKind.dwell(call.arrival().direction());
                addByDirection(measurements, own, departedAt, ofDirection, departedAt - arrivedAt, counting);
            }
        }
        if (isPort && call.release() != null) {
            addClearance(measurements, own, call, counting);
        } else if (isPort && isDeparted) {
            long departedAt = call.departedAt();
            addDuration(
                    measurements, own, departedAt, DurationKind.RELEASE_NOT_REPORTED, departedAt - arrivedAt, false);
        }
    }

    /** A train at a border port waits until it departs. Until its release it awaits that, too. */
    private static Optional<WaitingTrain> waitingTrain(CallReports call) {
        return call.arrival() == null || call.departure() != null
                ? Optional.empty()
                : Optional.of(new WaitingTrain(call.arrival().occurredAt(), call.release() == null, true));
    }

    /**
     * A trip counts once per run, facility and direction. A border port counts handovers, a hub counts runs of its
     * line.
     */
    private static boolean countsAsTrip(Report report, String facility, boolean isPort) {
        return report.kind() == ReportKind.ofTrip(report.direction())
                && (isPort
                        || switch (report.direction()) {
                            case OUTBOUND -> facility.equals(report.origin());
                            case RETURN -> facility.equals(report.destination());
                            case DOMESTIC -> true;
                        });
    }

    private static void addTrip(
            List<DimensionMeasurement> measurements, Report report, String facility, Counting counting) {
        Consist consist = report.consist() == null ? NO_CONSIST : report.consist();
        Measurement trip = new Measurement.Trip(
                report.direction(),
                consist.wagons(),
                consist.loadedTeu(),
                consist.emptyTeu(),
                consist.kilograms(),
                report.commodities());
        long at = report.occurredAt();
        if (counting.isBorderPort(facility)) {
            measurements.add(DimensionMeasurement.at(Dimension.port(facility), at, trip));
            measurements.add(DimensionMeasurement.at(Dimension.NETWORK, at, trip));
            return;
        }
        measurements.add(DimensionMeasurement.at(Dimension.hub(facility), at, trip));
        if (report.origin() != null && report.destination() != null && countsOnRoute(report, facility, counting)) {
            measurements.add(DimensionMeasurement.at(
                    counting.dimension(new Route(report.origin(), report.destination())), at, trip));
        }
    }

    /**
     * A domestic trip counts at each facility, but on its route only where it began. Otherwise the route would count it
     * more than once, and any publisher could add trips to any route.
     */
    private static boolean countsOnRoute(Report report, String facility, Counting counting) {
        return report.direction() != TravelDirection.DOMESTIC
                || facility.equals(report.origin())
                || counting.rules().equals(CountingRules.DOMESTIC_ANYWHERE);
    }

    /**
     * The latency counts in the minute of the last release, in total and by regime. If customs released the train before
     * it arrived, a latency of zero counts in the minute of the arrival. The two clearance steps add up to the latency.
     */
    private static void addClearance(
            List<DimensionMeasurement> measurements, Dimension port, CallReports call, Counting counting) {
        ZoneId zone = counting.zone(port.id());
        long arrivedAt = call.arrival().occurredAt();
        long clearedAt = Math.max(arrivedAt, call.release().occurredAt());
        boolean sameDay = date(arrivedAt, zone).equals(date(clearedAt, zone));
        boolean isFast = call.release().kind() == ReportKind.RELEASED_FAST;
        DurationKind regime = isFast ? DurationKind.CLEARANCE_FAST : DurationKind.CLEARANCE_BORDER;
        addDuration(measurements, port, clearedAt, DurationKind.CLEARANCE, clearedAt - arrivedAt, sameDay);
        addDuration(measurements, port, clearedAt, regime, clearedAt - arrivedAt, false);
        DurationKind ofDirection = DurationKind.clearance(call.arrival().direction());
        addByDirection(measurements, port, clearedAt, ofDirection, clearedAt - arrivedAt, counting);
        if (call.lodgedAt() != UNKNOWN) {
            long lodgedAt = Math.min(Math.max(call.lodgedAt(), arrivedAt), clearedAt);
            addDuration(measurements, port, clearedAt, DurationKind.ARRIVAL_TO_LODGED, lodgedAt - arrivedAt, false);
            addDuration(measurements, port, clearedAt, DurationKind.LODGED_TO_RELEASED, clearedAt - lodgedAt, false);
        }
    }

    /**
     * Adds a duration of one direction. Expected times need it, since an import takes ten times as long as an export.
     * Trains in the third direction have no kind of their own.
     */
    private static void addByDirection(
            List<DimensionMeasurement> measurements,
            Dimension port,
            long countedAt,
            DurationKind kind,
            long millis,
            Counting counting) {
        boolean isMeasured = kind != DurationKind.CLEARANCE && kind != DurationKind.DWELL;
        if (isMeasured && counting.rules() == CountingRules.PRESENT) {
            addDuration(measurements, port, countedAt, kind, millis, false);
        }
    }

    static void addDuration(
            List<DimensionMeasurement> measurements,
            Dimension dimension,
            long countedAt,
            DurationKind kind,
            long millis,
            boolean endedOnSameDay) {
        measurements.add(
                DimensionMeasurement.at(dimension, countedAt, new Measurement.Elapsed(kind, millis, endedOnSameDay)));
    }

    static LocalDate date(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }
}
