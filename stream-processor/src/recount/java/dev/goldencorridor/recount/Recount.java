package dev.goldencorridor.recount;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The definitions of the contract, counted anew from the raw events with no regard for speed. It shares no code with the
 * pipeline: what both say, the contract says.
 */
public final class Recount {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    private static final Comparator<TrainMovement> BY_CREATION = Comparator.comparing(TrainMovement::getCreatedAt)
            .thenComparing(TrainMovement::getOccurredAt)
            .thenComparing(TrainMovement::getEventId);
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final List<Trip> trips = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Latency> dwells = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Instant clock;

    public record Trip(String dimension, Instant at, Direction direction, Consist consist) {}

    /** A latency, or a dwell, and its two steps where the declaration's lodging is known. */
    public record Latency(String dimension, Instant endedAt, long millis, boolean sameDay, Long toLodged) {}

    public record Open(String port, Instant arrivedAt, String run, boolean awaiting, boolean present) {}

    public Recount(Collection<TrainMovement> events) {
        this.clock = events.stream()
                .map(TrainMovement::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Map<UUID, TrainMovement> distinct = new LinkedHashMap<>();
        events.forEach(event -> distinct.putIfAbsent(event.getEventId(), event));
        Map<String, List<TrainMovement>> visits = new TreeMap<>();
        for (TrainMovement event : distinct.values()) {
            if (event.getRetracts() == null && stands(event, distinct.values())) {
                visits.computeIfAbsent(event.getTrainRunId() + "@" + event.getFacility(), k -> new ArrayList<>())
                        .add(event);
            }
        }
        visits.values().forEach(this::count);
    }

    private static boolean stands(TrainMovement event, Collection<TrainMovement> all) {
        return all.stream()
                .filter(other -> event.getEventId().equals(other.getRetracts())
                        && event.getTrainRunId().equals(other.getTrainRunId())
                        && event.getFacility().equals(other.getFacility()))
                .noneMatch(withdrawal -> stands(withdrawal, all));
    }

    private void count(List<TrainMovement> visit) {
        String facility = visit.get(0).getFacility();
        String run = visit.get(0).getTrainRunId();
        boolean port = PORTS.contains(facility);
        Map<Direction, TrainMovement> counted = new HashMap<>();
        TrainMovement arrival = null;
        TrainMovement departure = null;
        Instant lodged = null;
        Instant released = null;
        for (TrainMovement event : visit) {
            Object detail = event.getDetail();
            boolean counts;
            if (detail instanceof Departure left) {
                departure = later(departure, event);
                counts = event.getDirection() == Direction.DOMESTIC
                        || (event.getDirection() == Direction.OUTBOUND && (port || facility.equals(left.getOrigin())));
            } else if (detail instanceof Arrival came) {
                arrival = later(arrival, event);
                counts = event.getDirection() == Direction.RETURN && (port || facility.equals(came.getDestination()));
            } else {
                counts = false;
                Instant at = event.getOccurredAt();
                ClearanceStep step = ((Clearance) detail).getStep();
                if (step == ClearanceStep.RELEASED && (released == null || at.isAfter(released))) {
                    released = at;
                }
                if (step == ClearanceStep.LODGED && (lodged == null || at.isBefore(lodged))) {
                    lodged = at;
                }
            }
            if (counts) {
                counted.merge(event.getDirection(), event, Recount::later);
            }
        }
        counted.values().forEach(event -> addTrips(event, port));
        if (arrival == null) {
            return;
        }
        Instant arrivedAt = arrival.getOccurredAt();
        if (departure != null && departure.getOccurredAt().isBefore(arrivedAt)) {
            departure = null;
        }
        if (departure != null) {
            dwells.add(new Latency(
                    (port ? "PORT/" : "HUB/") + facility,
                    departure.getOccurredAt(),
                    Duration.between(arrivedAt, departure.getOccurredAt()).toMillis(),
                    false,
                    null));
        }
        if (port) {
            addClearance(facility, run, arrivedAt, lodged, released, departure != null);
        }
    }

    private void addClearance(
            String facility, String run, Instant arrivedAt, Instant lodged, Instant released, boolean left) {
        if (released != null) {
            Instant free = released.isBefore(arrivedAt) ? arrivedAt : released;
            Long toLodged = null;
            if (lodged != null) {
                Instant within = lodged.isBefore(arrivedAt) ? arrivedAt : lodged.isAfter(free) ? free : lodged;
                toLodged = Duration.between(arrivedAt, within).toMillis();
            }
            latencies.add(new Latency(
                    "PORT/" + facility,
                    free,
                    Duration.between(arrivedAt, free).toMillis(),
                    arrivedAt
                            .atZone(BEIJING)
                            .toLocalDate()
                            .equals(free.atZone(BEIJING).toLocalDate()),
                    toLodged));
        }
        if (released == null || !left) {
            open.add(new Open("PORT/" + facility, arrivedAt, run, released == null, !left));
        }
    }

    private void addTrips(TrainMovement event, boolean port) {
        Object detail = event.getDetail();
        Consist consist = detail instanceof Departure left ? left.getConsist() : ((Arrival) detail).getConsist();
        List<String> dimensions = new ArrayList<>();
        dimensions.add((port ? "PORT/" : "HUB/") + event.getFacility());
        if (port) {
            dimensions.add("NETWORK/ALL");
        } else {
            String origin = detail instanceof Departure left ? left.getOrigin() : ((Arrival) detail).getOrigin();
            String destination =
                    detail instanceof Departure left ? left.getDestination() : ((Arrival) detail).getDestination();
            if (origin != null && destination != null) {
                dimensions.add("ROUTE/" + origin + "-" + destination);
            }
        }
        dimensions.forEach(
                dimension -> trips.add(new Trip(dimension, event.getOccurredAt(), event.getDirection(), consist)));
    }

    private static TrainMovement later(TrainMovement a, TrainMovement b) {
        return a == null || BY_CREATION.compare(b, a) > 0 ? b : a;
    }

    public Instant clock() {
        return clock;
    }

    /** Whether an instant's minute is one of those that end {@code back} minutes before the clock's. */
    private boolean covers(long minutes, long back, Instant at) {
        long end = Math.floorDiv(clock.toEpochMilli(), 60_000) - back;
        long minute = Math.floorDiv(at.toEpochMilli(), 60_000);
        return minute <= end && minute >= end - minutes + 1;
    }

    public List<Trip> trips(String dimension, long minutes, long back) {
        return trips.stream()
                .filter(trip -> trip.dimension.equals(dimension) && covers(minutes, back, trip.at))
                .toList();
    }

    public List<String> tripDimensions() {
        return trips.stream().map(Trip::dimension).distinct().toList();
    }

    public List<Latency> latencies(String dimension, long minutes) {
        return in(latencies, dimension, minutes);
    }

    public List<Latency> dwells(String dimension, long minutes) {
        return in(dwells, dimension, minutes);
    }

    public List<String> dwellDimensions() {
        return dwells.stream().map(Latency::dimension).distinct().toList();
    }

    private List<Latency> in(List<Latency> all, String dimension, long minutes) {
        return all.stream()
                .filter(one -> one.dimension.equals(dimension) && covers(minutes, 0, one.endedAt))
                .sorted(Comparator.comparingLong(Latency::millis))
                .toList();
    }

    public List<Open> open(String port) {
        return open.stream()
                .filter(train -> train.port.equals(port))
                .sorted(Comparator.comparing(Open::arrivedAt).thenComparing(Open::run))
                .toList();
    }
}
