package dev.goldencorridor.reference;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The definitions of the contract, counted anew from the raw events with no regard for speed. It shares no code with the
 * pipeline: what both say, the contract says.
 */
public final class Recount {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    private static final List<String> OTHER_PLACES_OF_THE_CATALOGUE = List.of(
            "CNXAG",
            "CNURM",
            "CNCDU",
            "CNCQI",
            "CNZGZ",
            "KZHOR",
            "KZDOS",
            "esr:707701",
            "KZALA",
            "UZTAS",
            "PLMAA",
            "PLLOD",
            "DEDUI",
            "DEHAM",
            "RUMOW");
    private static final List<String> ROLLING = List.of("PT1H", "PT24H", "P7D", "P30D");
    private static final int YEARS = 3;
    private static final Comparator<TrainMovement> BY_CREATION = Comparator.comparing(TrainMovement::getCreatedAt)
            .thenComparing(TrainMovement::getOccurredAt)
            .thenComparing(TrainMovement::getEventId);
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final List<Trip> trips = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Latency> dwells = new ArrayList<>();
    private final List<Latency> transits = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Map<String, List<Stop>> stops = new TreeMap<>();
    private final Instant clock;
    private final Days calendar;

    /** A trip of a dimension. */
    public record Trip(String dimension, Instant at, Direction direction, Consist consist) {}

    /** A latency, a dwell or a transit, and the first of the two steps where the declaration's lodging is known. */
    public record Latency(String dimension, Instant endedAt, long millis, boolean sameDay, Long toLodged) {}

    /** A train that waits for its release or to depart. */
    public record Open(String port, Instant arrivedAt, String run, boolean awaiting, boolean present) {}

    private record Stop(String facility, Instant arrivedAt, Instant departedAt, String destination, String origin) {
        Instant at() {
            return arrivedAt == null ? departedAt : arrivedAt;
        }
    }

    /** Counts by the railway calendar. */
    public Recount(Collection<TrainMovement> events) {
        this(events, Days.RAILWAY);
    }

    /**
     * Counts.
     *
     * @param events all that was sent, in any order and as often as it was
     */
    public Recount(Collection<TrainMovement> events, Days calendar) {
        this.calendar = calendar;
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
        stops.values().forEach(this::addTransits);
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
        if (arrival != null && departure != null && departure.getOccurredAt().isBefore(arrival.getOccurredAt())) {
            departure = null;
        }
        addStop(run, facility, arrival, departure);
        if (arrival == null) {
            return;
        }
        Instant arrivedAt = arrival.getOccurredAt();
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

    private void addStop(String run, String facility, TrainMovement arrival, TrainMovement departure) {
        if (arrival == null && departure == null) {
            return;
        }
        String destination = null;
        String origin = null;
        if (departure != null && facility.equals(((Departure) departure.getDetail()).getOrigin())) {
            destination = ((Departure) departure.getDetail()).getDestination();
        }
        if (arrival != null && facility.equals(((Arrival) arrival.getDetail()).getDestination())) {
            origin = ((Arrival) arrival.getDetail()).getOrigin();
        }
        stops.computeIfAbsent(run, k -> new ArrayList<>())
                .add(new Stop(
                        facility,
                        arrival == null ? null : arrival.getOccurredAt(),
                        departure == null ? null : departure.getOccurredAt(),
                        destination,
                        origin));
    }

    private void addTransits(List<Stop> ofRun) {
        List<Stop> inOrder = ofRun.stream()
                .filter(stop -> PORTS.contains(stop.facility) || OTHER_PLACES_OF_THE_CATALOGUE.contains(stop.facility))
                .sorted(Comparator.comparing(Stop::at).thenComparing(Stop::facility))
                .toList();
        Set<List<Stop>> ways = new LinkedHashSet<>();
        for (int i = 1; i < inOrder.size(); i++) {
            ways.add(List.of(inOrder.get(i - 1), inOrder.get(i)));
        }
        for (Stop from : ofRun) {
            for (Stop to : ofRun) {
                boolean ends = to.facility.equals(from.destination) || from.facility.equals(to.origin);
                if (ends && !from.facility.equals(to.facility)) {
                    ways.add(List.of(from, to));
                }
            }
        }
        for (List<Stop> way : ways) {
            Instant left = way.get(0).departedAt;
            Instant came = way.get(1).arrivedAt;
            if (left != null && came != null && !came.isBefore(left)) {
                transits.add(new Latency(
                        "ROUTE/" + way.get(0).facility + "-" + way.get(1).facility,
                        came,
                        Duration.between(left, came).toMillis(),
                        false,
                        null));
            }
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
            // A domestic trip counts at each facility that it departs from, on its route where it began.
            boolean onRoute = event.getDirection() != Direction.DOMESTIC
                    || event.getFacility().equals(origin);
            if (origin != null && destination != null && onRoute) {
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

    Span span(String window) {
        return Span.of(window, clock, calendar);
    }

    /** Whether periods of a window's name are older than the history. */
    boolean isKept(String window) {
        Span span = span(window);
        return span.isRolling()
                || calendar.of(span.start()).getYear() >= calendar.of(clock).getYear() - YEARS;
    }

    List<Trip> trips(String dimension, Predicate<Instant> when) {
        return trips.stream()
                .filter(trip -> trip.dimension.equals(dimension) && when.test(trip.at))
                .toList();
    }

    /** All dimensions, as the keys of the aggregates begin. */
    public Set<String> dimensions() {
        return Stream.of(tripKeys(), clearanceKeys(), dwellKeys(), transitKeys())
                .flatMap(Set::stream)
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .collect(Collectors.toSet());
    }

    /** The keys under which there are trips to tell of. */
    Set<String> tripKeys() {
        return keys(trips.stream().map(trip -> Map.entry(trip.dimension, trip.at)));
    }

    List<Latency> latencies(String dimension, Predicate<Instant> when) {
        return in(latencies, dimension, when);
    }

    Set<String> clearanceKeys() {
        Set<String> keys = keys(latencies);
        for (Open train : open) {
            if (train.awaiting) {
                ROLLING.forEach(window -> keys.add(train.port + "/" + window));
                Span.periodsOf(clock, clock, calendar, YEARS).forEach(window -> keys.add(train.port + "/" + window));
            }
        }
        return keys;
    }

    List<Latency> dwells(String dimension, Predicate<Instant> when) {
        return in(dwells, dimension, when);
    }

    Set<String> dwellKeys() {
        return keys(dwells);
    }

    List<Latency> transits(String dimension, Predicate<Instant> when) {
        return in(transits, dimension, when);
    }

    Set<String> transitKeys() {
        return keys(transits);
    }

    private Set<String> keys(List<Latency> all) {
        return keys(all.stream().map(one -> Map.entry(one.dimension, one.endedAt)));
    }

    private Set<String> keys(Stream<Map.Entry<String, Instant>> occurrences) {
        Set<String> keys = new TreeSet<>();
        occurrences.forEach(one -> {
            for (String window : ROLLING) {
                if (span(window).holds(one.getValue())) {
                    keys.add(one.getKey() + "/" + window);
                }
            }
            Span.periodsOf(one.getValue(), clock, calendar, YEARS)
                    .forEach(window -> keys.add(one.getKey() + "/" + window));
        });
        return keys;
    }

    /** The shortest first. */
    private static List<Latency> in(List<Latency> all, String dimension, Predicate<Instant> when) {
        return all.stream()
                .filter(one -> one.dimension.equals(dimension) && when.test(one.endedAt))
                .sorted(Comparator.comparingLong(Latency::millis))
                .toList();
    }

    List<Open> open(String port) {
        return open.stream()
                .filter(train -> train.port.equals(port))
                .sorted(Comparator.comparing(Open::arrivedAt).thenComparing(Open::run))
                .toList();
    }
}
