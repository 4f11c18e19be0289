package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which reports count: the last one of each event that no effective retraction retracts. An event counts again if it
 * was reported anew after its retraction was created.
 */
final class EffectiveReports {
    /** The last report in this order is the one that counts. */
    static final Comparator<TrainMovement> BY_PRECEDENCE = Comparator.comparing(TrainMovement::getCreatedAt)
            .thenComparing(TrainMovement::getOccurredAt)
            .thenComparing(TrainMovement::getEventId);

    private final Map<EventKey, List<TrainMovement>> reportsOf = new LinkedHashMap<>();

    private EffectiveReports(Collection<TrainMovement> received) {
        for (TrainMovement report : received) {
            List<TrainMovement> reports = reportsOf.computeIfAbsent(EventKey.of(report), event -> new ArrayList<>());
            if (reports.stream().noneMatch(other -> BY_PRECEDENCE.compare(other, report) == 0)) {
                reports.add(report);
            }
        }
        reportsOf.values().forEach(reports -> reports.sort(BY_PRECEDENCE));
    }

    /**
     * Returns the effective reports without the retractions, in the order in which their events were first received.
     *
     * @param received all reports of some visits, with their duplicates
     */
    static List<TrainMovement> of(Collection<TrainMovement> received) {
        EffectiveReports all = new EffectiveReports(received);
        return all.reportsOf.keySet().stream()
                .filter(event -> all.last(event).getRetracts() == null && all.isEffective(event))
                .map(all::last)
                .toList();
    }

    /** A retraction counts only if it names the run and the facility of the report that it retracts. */
    private boolean isEffective(EventKey event) {
        return reportsOf.keySet().stream()
                .filter(other -> Objects.equals(last(other).getRetracts(), event.eventId())
                        && other.run().equals(event.run())
                        && other.facility().equals(event.facility()))
                .filter(retraction -> !isReportedAnewAfter(last(retraction).getCreatedAt(), event))
                .noneMatch(this::isEffective);
    }

    /** The first report of an event never reports it anew. */
    private boolean isReportedAnewAfter(Instant retractedAt, EventKey event) {
        Instant first = reportsOf.get(event).get(0).getCreatedAt();
        return reportsOf.get(event).stream()
                .anyMatch(report -> report.getCreatedAt().isAfter(first)
                        && report.getCreatedAt().isAfter(retractedAt));
    }

    private TrainMovement last(EventKey event) {
        List<TrainMovement> reports = reportsOf.get(event);
        return reports.get(reports.size() - 1);
    }

    /** The report that takes precedence; the first may be null. */
    static TrainMovement later(TrainMovement a, TrainMovement b) {
        return a == null || BY_PRECEDENCE.compare(b, a) > 0 ? b : a;
    }
}
