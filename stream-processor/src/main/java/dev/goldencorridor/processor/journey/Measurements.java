package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.rolling.Cargo;
import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Measure;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.Sense;
import dev.goldencorridor.processor.rolling.Standing;
import dev.goldencorridor.processor.rolling.Tally;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the journey of a run at a facility adds to the aggregates: a pure function of the set of its reports. When the set
 * changes, the aggregates change by the difference of the function's values, and so depend on the set of all events
 * alone.
 *
 * @param panes what is added to which minute of which dimension
 * @param standing how the run stands, if the facility is a border port and the run waits for something
 * @param stop the place in the run's itinerary; null if there is none
 * @param isFinished nothing more is to be expected: departed and, at a border port, released
 * @param lastOccurredAt the latest event, milliseconds since 1970-01-01T00:00Z
 */
record Measurements(
        Map<Place, Pane> panes, Optional<Standing> standing, Stop stop, boolean isFinished, long lastOccurredAt) {
    static final Measurements NONE = new Measurements(Map.of(), Optional.empty(), null, false, Long.MIN_VALUE);
    private static final long MINUTE = 60_000;

    /** A minute (from 1970-01-01T00:00Z) of a dimension. */
    record Place(Dimension dimension, long minute) {}

    static Measurements of(Journey journey, String facility, PortCatalogue ports) {
        List<Report> standing = journey.standing();
        boolean isPort = ports.isBorderPort(facility);
        Map<Place, Pane> panes = new LinkedHashMap<>();
        for (Sense sense : Sense.values()) {
            countingReport(standing, sense, facility, isPort)
                    .ifPresent(report -> addTrip(panes, report, facility, isPort));
        }
        Optional<Report> arrival = latest(standing, Report.Kind.ARRIVAL);
        Optional<Report> departure = latest(standing, Report.Kind.DEPARTURE)
                .filter(left ->
                        arrival.isEmpty() || left.occurredAt() >= arrival.get().occurredAt());
        Optional<Report> released = standing.stream()
                .filter(report -> report.kind() == Report.Kind.RELEASED)
                .reduce((a, b) -> a.occurredAt() >= b.occurredAt() ? a : b);
        Dimension own = isPort ? Dimension.port(facility) : Dimension.hub(facility);
        if (arrival.isPresent()) {
            long arrivedAt = arrival.get().occurredAt();
            departure.ifPresent(left -> add(
                    panes,
                    own,
                    left.occurredAt(),
                    Pane.ofDuration(Measure.DWELL, left.occurredAt() - arrivedAt, false)));
            if (isPort && released.isPresent()) {
                addClearance(panes, own, arrivedAt, released.get().occurredAt(), standing, ports.zone(facility));
            }
        }
        return new Measurements(
                panes,
                arrival.filter(came -> isPort && (released.isEmpty() || departure.isEmpty()))
                        .map(came -> new Standing(came.occurredAt(), released.isEmpty(), departure.isEmpty())),
                Stop.of(facility, arrival, departure),
                departure.isPresent() && (!isPort || released.isPresent()),
                journey.lastOccurredAt());
    }

    /** A trip is counted once per run, facility and direction; at a port where it is handed over, at a hub where it runs. */
    private static Optional<Report> countingReport(
            List<Report> standing, Sense sense, String facility, boolean isPort) {
        Report.Kind kind = sense == Sense.RETURN ? Report.Kind.ARRIVAL : Report.Kind.DEPARTURE;
        return standing.stream()
                .filter(report -> report.kind() == kind && report.sense() == sense)
                .filter(report -> isPort
                        || switch (sense) {
                            case OUTBOUND -> facility.equals(report.origin());
                            case RETURN -> facility.equals(report.destination());
                            case DOMESTIC -> true;
                        })
                .max(Report.BY_STANDING);
    }

    private static Optional<Report> latest(List<Report> standing, Report.Kind kind) {
        return standing.stream().filter(report -> report.kind() == kind).max(Report.BY_STANDING);
    }

    private static void addTrip(Map<Place, Pane> panes, Report report, String facility, boolean isPort) {
        Tally trip = Tally.ofTrip(
                report.sense(), report.wagons(), report.loadedTeu(), report.emptyTeu(), report.kilograms());
        Cargo cargo = new Cargo();
        report.commodities().forEach(carried -> cargo.add(carried.hs(), carried.consignee(), carried.kilograms()));
        if (isPort) {
            add(panes, Dimension.port(facility), report.occurredAt(), Pane.ofTrip(trip, cargo));
            add(panes, Dimension.NETWORK, report.occurredAt(), Pane.ofTrip(trip, cargo));
            return;
        }
        add(panes, Dimension.hub(facility), report.occurredAt(), Pane.ofTrip(trip, cargo));
        if (report.origin() != null && report.destination() != null) {
            add(
                    panes,
                    Dimension.route(report.origin(), report.destination()),
                    report.occurredAt(),
                    Pane.ofTrip(trip, cargo));
        }
    }

    /**
     * The latency counts where the train became free: at its release or, where customs released it before it came, at its
     * arrival, with a latency of zero. Its two steps add up to it.
     */
    private static void addClearance(
            Map<Place, Pane> panes,
            Dimension port,
            long arrivedAt,
            long releasedAt,
            List<Report> standing,
            ZoneId zone) {
        long freeAt = Math.max(arrivedAt, releasedAt);
        boolean sameDay = date(arrivedAt, zone).equals(date(freeAt, zone));
        add(panes, port, freeAt, Pane.ofDuration(Measure.CLEARANCE, freeAt - arrivedAt, sameDay));
        standing.stream()
                .filter(report -> report.kind() == Report.Kind.LODGED)
                .mapToLong(Report::occurredAt)
                .min()
                .ifPresent(first -> {
                    long lodgedAt = Math.min(Math.max(first, arrivedAt), freeAt);
                    add(panes, port, freeAt, Pane.ofDuration(Measure.ARRIVAL_TO_LODGED, lodgedAt - arrivedAt, false));
                    add(panes, port, freeAt, Pane.ofDuration(Measure.LODGED_TO_RELEASED, freeAt - lodgedAt, false));
                });
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    static void add(Map<Place, Pane> panes, Dimension dimension, long occurredAt, Pane pane) {
        panes.computeIfAbsent(new Place(dimension, Math.floorDiv(occurredAt, MINUTE)), place -> new Pane())
                .add(pane, 1);
    }

    /** What must be added to the aggregates of {@code before} to make them those of {@code this}. */
    Map<Place, Pane> panesSince(Measurements before) {
        return difference(before.panes, panes);
    }

    /** What must be added to {@code before} to make it {@code after}. */
    static Map<Place, Pane> difference(Map<Place, Pane> before, Map<Place, Pane> after) {
        Map<Place, Pane> difference = new LinkedHashMap<>();
        before.forEach((place, pane) -> difference.put(place, new Pane().add(pane, -1)));
        after.forEach((place, pane) ->
                difference.computeIfAbsent(place, p -> new Pane()).add(pane, 1));
        difference.values().removeIf(Pane::isZero);
        return difference;
    }
}
