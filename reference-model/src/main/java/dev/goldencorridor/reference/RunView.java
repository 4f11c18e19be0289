package dev.goldencorridor.reference;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A train run from the point of view of one of its facilities.
 *
 * @param visits by facility, in the order of their codes: its own visit, and those that it may believe
 */
record RunView(String place, Map<String, Visit> visits) {
    /**
     * The visits that a facility may believe. These are its own, those at facilities of the catalogue, those of the same
     * publisher, and those at the ends of the run that its own reports name.
     *
     * @param all the visits of the run
     */
    static RunView credible(String place, Map<String, Visit> all, Predicate<String> isInCatalogue) {
        Map<String, Visit> believed = new TreeMap<>();
        Visit own = all.get(place);
        all.forEach((other, visit) -> {
            if (isInCatalogue.test(other)
                    || own.ends().contains(other)
                    || own.publisher().equals(visit.publisher())) {
                believed.put(other, visit);
            }
        });
        believed.put(place, own);
        return new RunView(place, believed);
    }

    Visit own() {
        return visits.get(place);
    }

    /** The first arrival at another facility after an instant. */
    Optional<Instant> arrivalElsewhere(Instant after) {
        return visits.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(place))
                .map(entry -> entry.getValue().arrived())
                .filter(at -> at != null && at.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    /** The first arrival at a facility for which the run was planned later than {@code plan}. */
    Optional<Instant> arrivalBeyond(Instant plan) {
        return visits.values().stream()
                .filter(visit -> visit.arrived() != null
                        && visit.arrivalPlan() != null
                        && visit.arrivalPlan().isAfter(plan))
                .map(Visit::arrived)
                .min(Comparator.naturalOrder());
    }
}
