package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The exact delay alerts of the contract at every instant. The recount steps through the timeline. It evaluates every
 * alert from the raw events at each report, and at each instant at which a threshold could be reached. It shares no
 * code with the pipeline.
 */
public final class DelayRecount {
    private static final List<String> SEVERITIES = List.of("MINOR", "MAJOR", "CRITICAL");

    private final Map<String, SeveritySteps> limits = new LinkedHashMap<>();
    private final Set<String> catalogue;
    private final PlanRules planRules;
    private final Duration shownFor;
    private final Duration kept;
    private final List<TrainMovement> events = new ArrayList<>();
    private final Map<String, AlertEntry> entries = new TreeMap<>();
    private final Map<String, Map<String, Visit>> visits = new TreeMap<>();
    private Instant now;

    /** An alert as a reader of the topic sees it. */
    public record Alert(String state, String severity, Instant raisedAt, Instant clearedAt, String cause) {}

    /**
     * Starts without any report.
     *
     * @param limits minor, major, critical by type; null for a severity that is switched off
     * @param catalogue facilities whose reports count at all others of a run
     * @param lateClear an alert clears when the lateness falls to this value
     * @param shownFor how long an alert remains raised that the late event itself raised
     * @param kept how long a cleared alert can be read
     */
    public DelayRecount(
            Map<String, List<Duration>> limits,
            Set<String> catalogue,
            Duration lateClear,
            Duration shownFor,
            Duration kept,
            Instant start) {
        limits.forEach((type, thresholds) -> this.limits.put(type, new SeveritySteps(thresholds)));
        this.catalogue = catalogue;
        this.planRules = new PlanRules(lateClear, shownFor);
        this.shownFor = shownFor;
        this.kept = kept;
        this.now = start;
    }

    /** Advances the clock, and evaluates at each instant on the way at which an alert could change. */
    public void moveTo(Instant to) {
        while (now.isBefore(to)) {
            Instant next = to;
            for (Instant due : dueTimes()) {
                if (due.isAfter(now) && due.isBefore(next)) {
                    next = due;
                }
            }
            now = next;
            evaluate();
        }
    }

    /** Receives a report at the present time of the clock; a duplicate changes nothing. */
    public void report(TrainMovement event) {
        events.add(event);
        visits.clear();
        for (TrainMovement one : events) {
            visits.computeIfAbsent(one.getTrainRunId(), run -> new TreeMap<>())
                    .computeIfAbsent(one.getFacility(), place -> Visit.of(one.getTrainRunId(), place, events));
        }
        evaluate();
    }

    public Instant now() {
        return now;
    }

    /** All alerts that a reader sees now, by key. */
    public Map<String, Alert> alerts() {
        Map<String, Alert> alerts = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (entry.raisedAt != null) {
                alerts.put(
                        key,
                        new Alert(
                                entry.open ? "RAISED" : "CLEARED",
                                SEVERITIES.get(entry.severity),
                                entry.raisedAt,
                                entry.open ? null : entry.clearedAt,
                                entry.open ? null : entry.cause));
            }
        });
        return alerts;
    }

    /** All instants at which an alert could change without a report. */
    private Collection<Instant> dueTimes() {
        Collection<Instant> due = new TreeSet<>();
        List<Instant> starts = new ArrayList<>();
        visits.values().forEach(places -> places.values().forEach(visit -> {
            for (Instant start : new Instant[] {
                visit.arrived(),
                visit.arrivalPlan(),
                visit.departurePlan(),
                visit.released(),
                visit.held(),
                visit.refused(),
                visit.heard()
            }) {
                if (start != null) {
                    starts.add(start);
                }
            }
        }));
        limits.values().forEach(steps -> steps.thresholds().forEach(threshold -> {
            if (threshold != null) {
                starts.forEach(start -> due.add(start.plus(threshold)));
            }
        }));
        entries.values().forEach(entry -> {
            if (entry.raisedAt != null) {
                due.add(entry.raisedAt.plus(shownFor));
            }
            if (entry.clearedAt != null) {
                due.add(entry.clearedAt.plus(kept));
            }
        });
        return due;
    }

    private void evaluate() {
        visits.forEach((run, all) -> all.forEach((place, visit) -> limits.forEach((type, steps) -> {
            AlertEntry entry = entries.computeIfAbsent(place + "|" + run + "|" + type, key -> new AlertEntry());
            evaluate(type, new AlertEvaluation(entry, steps, RunView.credible(place, all, catalogue::contains), now));
            if (isExpired(entry)) {
                entry.expire();
            }
        })));
    }

    private void evaluate(String type, AlertEvaluation alert) {
        switch (type) {
            case "CLEARANCE_OVERDUE" -> WaitRules.clearanceOverdue(alert);
            case "CLEARANCE_HELD" -> WaitRules.held(alert);
            case "CLEARANCE_REFUSED" -> WaitRules.refused(alert);
            case "DWELL_EXCEEDED" -> WaitRules.dwellExceeded(alert);
            case "DEPARTURE_LATE" -> planRules.departureLate(alert);
            case "ARRIVAL_LATE" -> planRules.arrivalLate(alert);
            case "TRAIN_SILENT" -> SilenceRule.silent(alert);
            default -> throw new IllegalArgumentException(type);
        }
    }

    private boolean isExpired(AlertEntry entry) {
        return !entry.open && entry.raisedAt != null && !now.isBefore(entry.clearedAt.plus(kept));
    }
}
