package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The trips of each border port in the year to date correspond to a prefix of the input, and never to an earlier one
 * than before. The input has several partitions, so a prefix is one of each partition: some first events of
 * partition 0, some of partition 1, and so on. The sums of wagons, containers and kilograms make the prefixes differ, so
 * an event that is missing, counted twice or changed shows at once.
 *
 * <p>It applies to the values of the processor and to those of the sink. All events must occur in the same year.
 */
public final class PrefixCheck implements Check, Ledger.Listener {
    public static final String NAME = "prefix of the input";
    public static final String AHEAD = "not ahead of the input";
    /** A wrong sum stays wrong, and the search for its prefix takes longer and longer. */
    private static final int MAX_FAILURES_OF_A_PLACE = 20;

    private static final String PORT = "PORT/";
    private static final String YEAR = "/YEAR:";
    private static final Set<String> TOPICS =
            Set.of(AggregateRoute.TRIPS.aggregate(), AggregateRoute.TRIPS.downstream());

    private final Findings findings;
    private final Map<String, Map<String, LanePrefixes>> lanesByDimension = new HashMap<>();
    private final Map<String, List<TrainMovement>> visits = new HashMap<>();
    /** The solutions for the last value of a topic and a dimension. */
    private final Map<String, List<int[]>> solutions = new HashMap<>();

    private final Map<String, Integer> failures = new HashMap<>();

    private long checked;

    public PrefixCheck(Findings findings) {
        this.findings = findings;
    }

    /** How many values were checked. */
    public synchronized long checked() {
        return checked;
    }

    @Override
    public synchronized void sending(Ledger.Entry entry) {
        TrainMovement movement = entry.report().movement();
        boolean mayBeATrip = movement.getDetail() instanceof Departure || movement.getDetail() instanceof Arrival;
        if (!mayBeATrip && movement.getRetracts() == null) {
            return;
        }
        List<TrainMovement> visit = visits.computeIfAbsent(
                movement.getTrainRunId() + "@" + movement.getFacility(), any -> new ArrayList<>());
        Map<String, TripLoad> before = visit.isEmpty() ? Map.of() : loads(visit);
        visit.add(movement);
        loads(visit).forEach((dimension, load) -> {
            TripLoad change = load.minus(before.getOrDefault(dimension, TripLoad.NONE));
            if (!change.equals(TripLoad.NONE)) {
                lanesByDimension
                        .computeIfAbsent(dimension, any -> new TreeMap<>())
                        .computeIfAbsent(entry.lane(), any -> new LanePrefixes())
                        .add(change, entry.sentNanos());
            }
        });
    }

    private static Map<String, TripLoad> loads(List<TrainMovement> visit) {
        return new Recount(visit)
                .trips().stream()
                        .filter(trip -> trip.dimension().startsWith(PORT))
                        .collect(Collectors.toMap(Recount.Trip::dimension, TripLoad::of, TripLoad::plus));
    }

    @Override
    public synchronized void observe(Observation observation) {
        String key = observation.key();
        if (!TOPICS.contains(observation.topic())
                || !key.startsWith(PORT)
                || !key.contains(YEAR)
                || observation.value() == null) {
            return;
        }
        String dimension = key.substring(0, key.indexOf(YEAR));
        String place = observation.topic() + " " + dimension;
        if (failures.getOrDefault(place, 0) == MAX_FAILURES_OF_A_PLACE) {
            return;
        }
        checked++;
        TripLoad target = TripLoad.of((TripCounts) observation.value());
        List<LanePrefixes> lanes =
                List.copyOf(lanesByDimension.getOrDefault(dimension, Map.of()).values());
        PrefixSearch search = new PrefixSearch(lanes);
        List<int[]> before = extended(solutions.getOrDefault(place, List.of(new int[0])), lanes.size());
        List<int[]> found = search.find(before, lengths(lanes, observation.nanos()), target);
        if (!found.isEmpty()) {
            solutions.put(place, found);
            return;
        }
        failures.merge(place, 1, Integer::sum);
        report(observation, search, before, lanes, target);
    }

    /** Finds out what the value is, since it is no prefix that extends the last one. */
    private void report(
            Observation observation,
            PrefixSearch search,
            List<int[]> before,
            List<LanePrefixes> lanes,
            TripLoad target) {
        String detail = observation.topic() + " " + observation.key() + " revision " + observation.revision() + ": "
                + target.trips() + " trips, ";
        int[] all = lengths(lanes, Long.MAX_VALUE);
        if (!search.find(before, all, target).isEmpty()) {
            findings.add(AHEAD, Harm.WRONG, observation.nanos(), detail + "some of which were not sent yet");
        } else if (!search.find(List.of(new int[lanes.size()]), all, target).isEmpty()) {
            findings.add(NAME, Harm.WRONG, observation.nanos(), detail + "an earlier state than the value before");
        } else {
            findings.add(NAME, Harm.WRONG, observation.nanos(), detail + "which no prefix of the input has");
        }
    }

    private static int[] lengths(List<LanePrefixes> lanes, long nanos) {
        return lanes.stream()
                .mapToInt(lane -> nanos == Long.MAX_VALUE ? lane.length() : lane.lengthAt(nanos))
                .toArray();
    }

    /** A partition that is new had no event before. New partitions come anywhere, so the solutions start over. */
    private static List<int[]> extended(List<int[]> solutions, int lanes) {
        return solutions.get(0).length == lanes ? solutions : List.of(new int[lanes]);
    }
}
