package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The final figures of the contract, counted from the raw events with no regard for speed. It shares no code with the
 * pipeline, so an error in one of them shows as a difference.
 */
public final class Recount {
    private static final List<String> ROLLING = List.of("PT1H", "PT24H", "P7D", "P30D");
    private static final int HISTORY_YEARS = 3;
    /** The kept hours, with the running one. */
    private static final int HOURS = 8 * 24;

    private final List<Trip> trips = new ArrayList<>();
    private final List<Interval> latencies = new ArrayList<>();
    /** Stays at a port that ended without a release. */
    private final List<Interval> unreleased = new ArrayList<>();

    private final List<Interval> dwells = new ArrayList<>();
    private final List<Interval> transits = new ArrayList<>();
    private final List<WaitingTrain> waiting = new ArrayList<>();
    private final Instant clock;
    private final Days calendar;

    /** A trip of a dimension. */
    public record Trip(String dimension, Instant at, Direction direction, Consist consist) {}

    /**
     * A clearance latency, a dwell or a transit.
     *
     * @param sameDay whether the train was released on the civil date of its arrival
     * @param toLodged milliseconds from the arrival to the lodging of the declaration; null if that was not reported
     * @param regime of a clearance latency; otherwise null
     */
    public record Interval(
            String dimension, Instant endedAt, long millis, boolean sameDay, Long toLodged, ClearanceRegime regime) {}

    /**
     * A train that arrived at a port and was not yet released or did not yet depart.
     *
     * @param awaiting whether it is not yet released
     * @param present whether it did not yet depart
     */
    public record WaitingTrain(String port, Instant arrivedAt, String run, boolean awaiting, boolean present) {}

    /** Counts by the railway calendar. */
    public Recount(Collection<TrainMovement> events) {
        this(events, Days.RAILWAY);
    }

    /**
     * Counts by a calendar of choice.
     *
     * @param events all reports that were sent, in any order, with their duplicates
     */
    public Recount(Collection<TrainMovement> events, Days calendar) {
        this(
                events,
                calendar,
                events.stream()
                        .map(TrainMovement::getOccurredAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /**
     * Counts at a time of choice.
     *
     * @param events all reports that were sent, in any order, with their duplicates
     * @param clock the clock of the pipeline: the furthest event time, or the time of day
     */
    public Recount(Collection<TrainMovement> events, Days calendar, Instant clock) {
        this.calendar = calendar;
        this.clock = clock;
        Map<String, List<TrainMovement>> received = new TreeMap<>();
        events.forEach(event -> received.computeIfAbsent(
                        event.getTrainRunId() + "@" + event.getFacility(), visit -> new ArrayList<>())
                .add(event));
        Map<String, List<StopTimes>> stops = new TreeMap<>();
        for (List<TrainMovement> ofVisit : received.values()) {
            List<TrainMovement> reports = EffectiveReports.of(ofVisit);
            if (reports.isEmpty()) {
                continue;
            }
            VisitRecount visit = new VisitRecount(reports);
            trips.addAll(visit.trips());
            dwells.addAll(visit.dwells());
            latencies.addAll(visit.clearances());
            unreleased.addAll(visit.unreleased());
            visit.waiting().ifPresent(waiting::add);
            stops.computeIfAbsent(visit.run(), run -> new ArrayList<>()).addAll(visit.stopTimes());
        }
        stops.values().forEach(ofRun -> transits.addAll(Transits.of(ofRun)));
    }

    /** The furthest event time, or the time of day. */
    public Instant clock() {
        return clock;
    }

    Span span(String window) {
        return Span.of(window, clock, calendar);
    }

    /** Whether a window is a rolling one, or a period that the history still covers. */
    boolean isKept(String window) {
        Span span = span(window);
        if (span.isHour()) {
            return isHourKept(span.start());
        }
        return span.isRolling()
                || calendar.of(span.start()).getYear() >= calendar.of(clock).getYear() - HISTORY_YEARS;
    }

    private boolean isHourKept(Instant at) {
        Instant firstKept = clock.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
        return !at.isBefore(firstKept);
    }

    /** All trips, each once for every dimension that counts it. */
    public List<Trip> trips() {
        return List.copyOf(trips);
    }

    List<Trip> trips(String dimension, Predicate<Instant> when) {
        return trips.stream()
                .filter(trip -> trip.dimension.equals(dimension) && when.test(trip.at))
                .toList();
    }

    /** All dimensions in the spelling of the keys, for example {@code PORT/CNHRS}. */
    public Set<String> dimensions() {
        return Stream.of(tripKeys(), clearanceKeys(), dwellKeys(), transitKeys())
                .flatMap(Set::stream)
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .collect(Collectors.toSet());
    }

    /** The keys whose window holds trips. */
    Set<String> tripKeys() {
        return keys(trips.stream().map(trip -> Map.entry(trip.dimension, trip.at)));
    }

    List<Interval> latencies(String dimension, Predicate<Instant> when) {
        return in(latencies, dimension, when);
    }

    List<Interval> unreleased(String dimension, Predicate<Instant> when) {
        return in(unreleased, dimension, when);
    }

    Set<String> clearanceKeys() {
        Set<String> keys = keys(latencies);
        keys.addAll(keys(unreleased));
        for (WaitingTrain train : waiting) {
            if (train.awaiting) {
                ROLLING.forEach(window -> keys.add(train.port + "/" + window));
                Span.periodsOf(clock, clock, calendar, HISTORY_YEARS)
                        .forEach(window -> keys.add(train.port + "/" + window));
            }
        }
        return keys;
    }

    List<Interval> dwells(String dimension, Predicate<Instant> when) {
        return in(dwells, dimension, when);
    }

    Set<String> dwellKeys() {
        return keys(dwells);
    }

    List<Interval> transits(String dimension, Predicate<Instant> when) {
        return in(transits, dimension, when);
    }

    /** Transits have no hours. */
    Set<String> transitKeys() {
        Set<String> keys = keys(transits);
        keys.removeIf(key -> new AggregateKey(key).isHour());
        return keys;
    }

    private Set<String> keys(List<Interval> all) {
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
            Span.periodsOf(one.getValue(), clock, calendar, HISTORY_YEARS)
                    .forEach(window -> keys.add(one.getKey() + "/" + window));
            if (isHourKept(one.getValue())) {
                keys.add(one.getKey() + "/" + Span.hourOf(one.getValue()));
            }
        });
        return keys;
    }

    /** The shortest intervals come first. */
    private static List<Interval> in(List<Interval> all, String dimension, Predicate<Instant> when) {
        return all.stream()
                .filter(one -> one.dimension.equals(dimension) && when.test(one.endedAt))
                .sorted(Comparator.comparingLong(Interval::millis))
                .toList();
    }

    /** Those that arrived first come first. */
    List<WaitingTrain> waiting(String port) {
        return waiting.stream()
                .filter(train -> train.port.equals(port))
                .sorted(Comparator.comparing(WaitingTrain::arrivedAt).thenComparing(WaitingTrain::run))
                .toList();
    }

    /** How long ago a train arrived, in seconds. */
    double ageSeconds(WaitingTrain train) {
        return Duration.between(train.arrivedAt, clock).toMillis() / 1000.0;
    }
}
