package dev.goldencorridor.reference;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A train run from the point of view of one of its facilities.
 *
 * @param visits by facility, in the order of their codes: its own visit, and those that it may believe
 */
record RunView(String place, Map<String, Visit> visits) {
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
