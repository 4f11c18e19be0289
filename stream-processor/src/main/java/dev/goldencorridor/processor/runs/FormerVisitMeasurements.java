package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of a visit by the definitions of the former releases. After an upgrade they are subtracted, and
 * those of {@link VisitMeasurements} are added.
 */
final class FormerVisitMeasurements {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private FormerVisitMeasurements() {}

    static VisitMeasurements of(Visit visit, String facility, Counting counting) {
        boolean isPort = counting.isBorderPort(facility);
        Report[] trips = new Report[TravelDirection.values().length];
        Report arrival = null;
        Report lastDeparture = null;
        long releasedAt = UNKNOWN;
        long lodgedAt = UNKNOWN;
        for (Report report : visit.effectiveReports()) {
            long occurredAt = report.occurredAt();
            switch (report.kind()) {
                case ARRIVAL -> arrival = Report.withPrecedence(arrival, report);
                case DEPARTURE -> lastDeparture = Report.withPrecedence(lastDeparture, report);
                case RELEASED, RELEASED_FAST -> releasedAt = Math.max(releasedAt, occurredAt);
                case LODGED -> lodgedAt = lodgedAt == UNKNOWN ? occurredAt : Math.min(lodgedAt, occurredAt);
                case SELECTED_SCAN,
                        SELECTED_INSPECTION,
                        HOLD,
                        REFUSED,
                        PLANNED_DEPARTURE,
                        PLANNED_ARRIVAL,
                        DELAY_CAUSE,
                        ESTIMATED_DEPARTURE,
                        ESTIMATED_ARRIVAL -> {
                    // No measurement depends on these.
                }
            }
            if (countsAsTrip(report, facility, isPort)) {
                int direction = report.direction().code();
                trips[direction] = Report.withPrecedence(trips[direction], report);
            }
        }
        List<DimensionMeasurement> measurements = new ArrayList<>();
        for (Report trip : trips) {
            if (trip != null) {
                addTrip(measurements, trip, facility, counting);
            }
        }
        Report departure = departureAfter(arrival, lastDeparture);
        if (arrival == null) {
            return new VisitMeasurements(measurements, Optional.empty(), stops(facility, null, departure));
        }
        long arrivedAt = arrival.occurredAt();
        if (departure != null) {
            Dimension own = isPort ? Dimension.port(facility) : Dimension.hub(facility);
            long departedAt = departure.occurredAt();
            addDuration(measurements, own, departedAt, DurationKind.DWELL, departedAt - arrivedAt, false);
        }
        boolean isReleased = releasedAt != UNKNOWN;
        if (isPort && isReleased) {
            addClearance(
                    measurements, Dimension.port(facility), arrivedAt, lodgedAt, releasedAt, counting.zone(facility));
        }
        return new VisitMeasurements(
                measurements,
                isPort ? waitingTrain(arrivedAt, isReleased, departure != null) : Optional.empty(),
                stops(facility, arrival, departure));
    }

    private static List<StopTimes> stops(String facility, Report arrival, Report departure) {
        return arrival == null && departure == null ? List.of() : List.of(StopTimes.of(facility, arrival, departure));
    }

    /** A departure before the arrival did not count. */
    private static Report departureAfter(Report arrival, Report departure) {
        return departure == null || (arrival != null && departure.occurredAt() < arrival.occurredAt())
                ? null
                : departure;
    }

    /** A train at a border port waited until it is both released and departed. */
    private static Optional<WaitingTrain> waitingTrain(long arrivedAt, boolean isReleased, boolean isDeparted) {
        return isReleased && isDeparted
                ? Optional.empty()
                : Optional.of(new WaitingTrain(arrivedAt, !isReleased, !isDeparted));
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
        Measurement trip = new Measurement.Trip(
                report.direction(),
                report.wagons(),
                report.loadedTeu(),
                report.emptyTeu(),
                report.kilograms(),
                report.commodities());
        long at = report.occurredAt();
        if (counting.isBorderPort(facility)) {
            measurements.add(DimensionMeasurement.at(Dimension.port(facility), at, trip));
            measurements.add(DimensionMeasurement.at(Dimension.NETWORK, at, trip));
            return;
        }
        measurements.add(DimensionMeasurement.at(Dimension.hub(facility), at, trip));
        if (report.origin() != null && report.destination() != null && countsOnRoute(report, facility, counting)) {
            measurements.add(DimensionMeasurement.at(Dimension.route(report.origin(), report.destination()), at, trip));
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
     * The latency counts in the minute of the release. If customs released the train before it arrived, a latency of
     * zero counts in the minute of the arrival. The two clearance steps add up to the latency.
     */
    private static void addClearance(
            List<DimensionMeasurement> measurements,
            Dimension port,
            long arrivedAt,
            long firstLodgedAt,
            long releasedAt,
            ZoneId zone) {
        long clearedAt = Math.max(arrivedAt, releasedAt);
        boolean sameDay = date(arrivedAt, zone).equals(date(clearedAt, zone));
        addDuration(measurements, port, clearedAt, DurationKind.CLEARANCE, clearedAt - arrivedAt, sameDay);
        if (firstLodgedAt != UNKNOWN) {
            long lodgedAt = Math.min(Math.max(firstLodgedAt, arrivedAt), clearedAt);
            addDuration(measurements, port, clearedAt, DurationKind.ARRIVAL_TO_LODGED, lodgedAt - arrivedAt, false);
            addDuration(measurements, port, clearedAt, DurationKind.LODGED_TO_RELEASED, clearedAt - lodgedAt, false);
        }
    }

    private static void addDuration(
            List<DimensionMeasurement> measurements,
            Dimension dimension,
            long countedAt,
            DurationKind kind,
            long millis,
            boolean endedOnSameDay) {
        measurements.add(
                DimensionMeasurement.at(dimension, countedAt, new Measurement.Elapsed(kind, millis, endedOnSameDay)));
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }
}
