package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
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
                        "ROUTE/" + leg.from.facility() + "-" + leg.to.facility(),
                        arrived,
                        Duration.between(left, arrived).toMillis(),
                        false,
                        null));
            }
        }
        return transits;
    }

    private static Set<Leg> legs(List<StopTimes> stopsOfRun) {
        List<StopTimes> inOrder = stopsOfRun.stream()
                .filter(stop -> CATALOGUE.contains(stop.facility()))
                .sorted(Comparator.comparing(StopTimes::at).thenComparing(StopTimes::facility))
                .toList();
        Set<Leg> legs = new LinkedHashSet<>();
        for (int i = 1; i < inOrder.size(); i++) {
            legs.add(new Leg(inOrder.get(i - 1), inOrder.get(i)));
        }
        for (StopTimes from : stopsOfRun) {
            for (StopTimes to : stopsOfRun) {
                boolean areEnds = to.facility().equals(from.destination())
                        || from.facility().equals(to.origin());
                if (areEnds && !from.facility().equals(to.facility())) {
                    legs.add(new Leg(from, to));
                }
            }
        }
        return legs;
    }
}
