package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.WaitingTrain;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of a visit by the definitions of the former releases. After an upgrade they are subtracted, and
 * those of {@link VisitMeasurements} are added.
 */
final class FormerVisitMeasurements {
    private FormerVisitMeasurements() {}

    static VisitMeasurements of(Visit visit, String facility, Counting counting) {
        boolean isPort = counting.isBorderPort(facility);
        Report arrival = null;
        Report lastDeparture = null;
        long releasedAt = UNKNOWN;
        long lodgedAt = UNKNOWN;
        List<Report> reports = visit.effectiveReports();
        for (Report report : reports) {
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
        }
        List<DimensionMeasurement> measurements = new ArrayList<>();
        VisitMeasurements.addTrips(measurements, reports, facility, counting);
        Report departure = departureAfter(arrival, lastDeparture);
        if (arrival == null) {
            return new VisitMeasurements(measurements, Optional.empty(), stops(facility, null, departure));
        }
        long arrivedAt = arrival.occurredAt();
        if (departure != null) {
            Dimension own = isPort ? Dimension.port(facility) : Dimension.hub(facility);
            long departedAt = departure.occurredAt();
            VisitMeasurements.addDuration(
                    measurements, own, departedAt, DurationKind.DWELL, departedAt - arrivedAt, false);
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
        boolean sameDay = VisitMeasurements.date(arrivedAt, zone).equals(VisitMeasurements.date(clearedAt, zone));
        VisitMeasurements.addDuration(
                measurements, port, clearedAt, DurationKind.CLEARANCE, clearedAt - arrivedAt, sameDay);
        if (firstLodgedAt != UNKNOWN) {
            long lodgedAt = Math.min(Math.max(firstLodgedAt, arrivedAt), clearedAt);
            VisitMeasurements.addDuration(
                    measurements, port, clearedAt, DurationKind.ARRIVAL_TO_LODGED, lodgedAt - arrivedAt, false);
            VisitMeasurements.addDuration(
                    measurements, port, clearedAt, DurationKind.LODGED_TO_RELEASED, clearedAt - lodgedAt, false);
        }
    }
}
