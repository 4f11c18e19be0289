package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The transits of one run: between neighbouring facilities of the catalogue, and between its reported ends. */
final class Transits {
    private static final Set<String> CATALOGUE = Set.of(
            "CNHRS",
            "CNAKL",
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

    private Transits() {}

    private record Leg(StopTimes from, StopTimes to) {}

    static List<Recount.Interval> of(List<StopTimes> stopsOfRun) {
        List<Recount.Interval> transits = new ArrayList<>();
        for (Leg leg : legs(stopsOfRun)) {
            Instant left = leg.from.departedAt();
            Instant arrived = leg.to.arrivedAt();
            if (left != null && arrived != null && !arrived.isBefore(left)) {
                transits.add(new Recount.Interval(
                        Routes.dimension(leg.from.facility(), leg.to.facility()),
                        arrived,
                        Duration.between(left, arrived).toMillis(),
                        false,
                        null,
                        null));
            }
        }
        return transits;
    }

    /** Each ordered pair of places counts once: the first leg of it. */
    private static Collection<Leg> legs(List<StopTimes> stopsOfRun) {
        List<StopTimes> inOrder = stopsOfRun.stream()
                .sorted(Comparator.comparing(StopTimes::at).thenComparing(StopTimes::facility))
                .toList();
        List<StopTimes> ofCatalogue = inOrder.stream()
                .filter(stop -> CATALOGUE.contains(stop.facility()))
                .toList();
        Map<String, Leg> legs = new LinkedHashMap<>();
        for (int i = 1; i < ofCatalogue.size(); i++) {
            add(legs, ofCatalogue.get(i - 1), ofCatalogue.get(i));
        }
        for (StopTimes stop : inOrder) {
            List<StopTimes> ends = at(inOrder, stop.destination());
            if (!ends.isEmpty()) {
                add(legs, stop, ends.get(ends.size() - 1));
            }
            List<StopTimes> starts = at(inOrder, stop.origin());
            if (!starts.isEmpty()) {
                add(legs, starts.get(0), stop);
            }
        }
        return legs.values();
    }

    private static void add(Map<String, Leg> legs, StopTimes from, StopTimes to) {
        if (!from.facility().equals(to.facility())) {
            legs.putIfAbsent(from.facility() + " " + to.facility(), new Leg(from, to));
        }
    }

    private static List<StopTimes> at(List<StopTimes> inOrder, String facility) {
        return inOrder.stream().filter(stop -> stop.facility().equals(facility)).toList();
    }
}
