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
 * What the journey of a run at a facility adds to the aggregates: a pure function of the set of its reports. When the set
 * changes, the aggregates change by what the function's values do not share, and so depend on the set of all events
 * alone.
 *
 * @param facts what is added to which minute of which dimension
 * @param standing how the run stands, if the facility is a border port and the run waits for something
 * @param stop the place in the run's itinerary; null if there is none
 */
record VisitMeasurements(List<Placed> facts, Optional<WaitingTrain> standing, StopTimes stop) {
    static final VisitMeasurements NONE = new VisitMeasurements(List.of(), Optional.empty(), null);

    private static final long MINUTE = 60_000;
    private static final long UNKNOWN = Long.MIN_VALUE;

    /**
     * A fact and where it counts.
     *
     * @param dimension its key
     * @param minute from 1970-01-01T00:00Z
     */
    record Placed(String dimension, long minute, Measurement fact) {
        Placed in(Dimension other) {
            return new Placed(other.key(), minute, fact);
        }

        static Placed at(Dimension dimension, long occurredAt, Measurement fact) {
            return new Placed(dimension.key(), Math.floorDiv(occurredAt, MINUTE), fact);
        }
    }

    static VisitMeasurements of(Visit journey, String facility, Counting counting) {
        boolean isPort = counting.isBorderPort(facility);
        Report[] trips = new Report[TravelDirection.values().length];
        Report arrival = null;
        Report left = null;
        long released = UNKNOWN;
        long lodged = UNKNOWN;
        for (Report report : journey.standing()) {
            switch (report.kind()) {
                case ARRIVAL -> arrival = standing(arrival, report);
                case DEPARTURE -> left = standing(left, report);
                case RELEASED -> released = Math.max(released, report.occurredAt());
                case LODGED -> lodged = lodged == UNKNOWN ? report.occurredAt() : Math.min(lodged, report.occurredAt());
                case SELECTED_SCAN,
                        SELECTED_INSPECTION,
                        HOLD,
                        REFUSED,
                        PLANNED_DEPARTURE,
                        PLANNED_ARRIVAL,
                        DELAY_CAUSE -> {
                    // They bear on no measurement.
                }
            }
            if (isTrip(report, facility, isPort)) {
                int sense = report.sense().code();
                trips[sense] = standing(trips[sense], report);
            }
        }
        Report departure = left == null || (arrival != null && left.occurredAt() < arrival.occurredAt()) ? null : left;
        List<Placed> facts = new ArrayList<>();
        for (Report trip : trips) {
            if (trip != null) {
                addTrip(facts, trip, facility, counting);
            }
        }
        boolean isReleased = released != UNKNOWN;
        if (arrival != null) {
            Dimension own = isPort ? Dimension.port(facility) : Dimension.hub(facility);
            if (departure != null) {
                long dwell = departure.occurredAt() - arrival.occurredAt();
                facts.add(Placed.at(own, departure.occurredAt(), new Measurement.Elapsed(DurationKind.DWELL, dwell, false)));
            }
            if (isPort && isReleased) {
                addClearance(facts, own, arrival.occurredAt(), lodged, released, counting.zone(facility));
            }
        }
        boolean stands = isPort && arrival != null && (!isReleased || departure == null);
        return new VisitMeasurements(
                facts,
                stands
                        ? Optional.of(new WaitingTrain(arrival.occurredAt(), !isReleased, departure == null))
                        : Optional.empty(),
                StopTimes.of(facility, arrival, departure));
    }

    private static Report standing(Report one, Report other) {
        return one == null || Report.BY_STANDING.compare(other, one) > 0 ? other : one;
    }

    /** A trip is counted once per run, facility and direction; at a port where it is handed over, at a hub where it runs. */
    private static boolean isTrip(Report report, String facility, boolean isPort) {
        return report.kind() == Report.kindOfTrip(report.sense())
                && (isPort
                        || switch (report.sense()) {
                            case OUTBOUND -> facility.equals(report.origin());
                            case RETURN -> facility.equals(report.destination());
                            case DOMESTIC -> true;
                        });
    }

    private static void addTrip(List<Placed> facts, Report report, String facility, Counting counting) {
        Measurement trip = new Measurement.Trip(
                report.sense(),
                report.wagons(),
                report.loadedTeu(),
                report.emptyTeu(),
                report.kilograms(),
                report.commodities());
        long at = report.occurredAt();
        if (counting.isBorderPort(facility)) {
            facts.add(Placed.at(Dimension.port(facility), at, trip));
            facts.add(Placed.at(Dimension.NETWORK, at, trip));
            return;
        }
        facts.add(Placed.at(Dimension.hub(facility), at, trip));
        if (report.origin() != null && report.destination() != null && isOnRoute(report, facility, counting)) {
            facts.add(Placed.at(Dimension.route(report.origin(), report.destination()), at, trip));
        }
    }

    /**
     * A domestic trip counts at each facility, but on its route only where it began. Otherwise it would count there more than
     * once, and any publisher could add trips to any route.
     */
    private static boolean isOnRoute(Report report, String facility, Counting counting) {
        return report.sense() != TravelDirection.DOMESTIC
                || facility.equals(report.origin())
                || counting.countsDomesticAnywhere();
    }

    /**
     * The latency counts where the train became free: at its release or, where customs released it before it came, at its
     * arrival, with a latency of zero. Its two steps add up to it.
     */
    private static void addClearance(
            List<Placed> facts, Dimension port, long arrivedAt, long firstLodgedAt, long releasedAt, ZoneId zone) {
        long freeAt = Math.max(arrivedAt, releasedAt);
        boolean sameDay = date(arrivedAt, zone).equals(date(freeAt, zone));
        facts.add(Placed.at(port, freeAt, new Measurement.Elapsed(DurationKind.CLEARANCE, freeAt - arrivedAt, sameDay)));
        if (firstLodgedAt != UNKNOWN) {
            long lodgedAt = Math.min(Math.max(firstLodgedAt, arrivedAt), freeAt);
            facts.add(
                    Placed.at(port, freeAt, new Measurement.Elapsed(DurationKind.ARRIVAL_TO_LODGED, lodgedAt - arrivedAt, false)));
            facts.add(Placed.at(port, freeAt, new Measurement.Elapsed(DurationKind.LODGED_TO_RELEASED, freeAt - lodgedAt, false)));
        }
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    /** Those that are not among the others. One that occurs twice here and once among the others stays once. */
    static List<Placed> less(List<Placed> facts, List<Placed> others) {
        if (others.isEmpty()) {
            return facts;
        }
        List<Placed> left = new ArrayList<>(facts);
        others.forEach(left::remove);
        return left;
    }
}
