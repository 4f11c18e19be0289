package dev.goldencorridor.processor.runs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The reports of a visit that count. A retraction removes an event, unless the event was reported anew after the
 * retraction was created. A retraction can be retracted, which restores the event. Retractions that retract each other
 * in a cycle are not effective. For one thread.
 */
final class EffectiveReports {
    private final Map<UUID, Report> latest = new HashMap<>();
    private final Map<UUID, Long> firstCreatedAt = new HashMap<>();
    private final Map<UUID, List<Report>> retractionsOf = new HashMap<>();
    /** Whether events are effective; grows with the search. */
    private final Map<UUID, Boolean> decided = new HashMap<>();

    private EffectiveReports(List<Report> reports) {
        for (Report report : reports) {
            latest.merge(report.eventId(), report, Report::withPrecedence);
            firstCreatedAt.merge(report.eventId(), report.createdAt(), Math::min);
        }
        for (Report report : latest.values()) {
            if (retractedBy(report) != null) {
                retractionsOf
                        .computeIfAbsent(report.retracts(), id -> new ArrayList<>())
                        .add(report);
            }
        }
        for (Report report : latest.values()) {
            if (isInCycle(report)) {
                decided.put(report.eventId(), false);
            }
        }
    }

    /**
     * Returns the latest report of each effective event, without the retractions.
     *
     * @param reports at most two of each event: its latest report, and a trace of its first one
     */
    static List<Report> of(List<Report> reports) {
        EffectiveReports search = new EffectiveReports(reports);
        return search.latest.values().stream()
                .filter(report -> report.retracts() == null && search.isEffective(report))
                .toList();
    }

    /**
     * Whether an event was reported again, and after the retraction was created. A retraction always removes the
     * first report, even if clocks differ and the report claims to be newer.
     */
    private boolean isReportedAnewAfter(Report retraction, Report report) {
        return report.createdAt() > retraction.createdAt() && report.createdAt() > firstCreatedAt.get(report.eventId());
    }

    /** Returns the report that this one retracts; null if it retracts none. */
    private Report retractedBy(Report retraction) {
        Report target = retraction.retracts() == null ? null : latest.get(retraction.retracts());
        return target == null || isReportedAnewAfter(retraction, target) ? null : target;
    }

    private boolean isInCycle(Report start) {
        Report next = retractedBy(start);
        for (int steps = 0; next != null && steps < latest.size(); steps++) {
            if (next.eventId().equals(start.eventId())) {
                return true;
            }
            next = retractedBy(next);
        }
        return false;
    }

    /** Searches depth first. The stack is explicit, since a publisher controls the length of a chain of retractions. */
    private boolean isEffective(Report report) {
        Deque<Report> open = new ArrayDeque<>(List.of(report));
        while (!open.isEmpty()) {
            Report top = open.peek();
            List<Report> retractions = retractionsOf.getOrDefault(top.eventId(), List.of());
            Optional<Report> undecided = retractions.stream()
                    .filter(retraction -> !decided.containsKey(retraction.eventId()))
                    .findFirst();
            if (undecided.isPresent()) {
                open.push(undecided.get());
            } else {
                decided.put(
                        top.eventId(), retractions.stream().noneMatch(retraction -> decided.get(retraction.eventId())));
                open.pop();
            }
        }
        return decided.get(report.eventId());
    }
}
