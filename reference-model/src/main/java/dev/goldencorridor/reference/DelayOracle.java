package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The delay alerts that a set of raw reports must raise on the event clock, computed by brute force. The oracle shares
 * no code with the pipeline. An alert is undecided if a report ends the wait about when it falls due. Whether it is
 * raised then depends on which comes first, the clock or the report.
 */
public final class DelayOracle {
    /** How far, in event time, reports of two runs may overtake each other in the pipeline. */
    private static final Duration SLACK = Duration.ofMinutes(15);
    /** A delay cause may or may not count as a sign of life. */
    private static final Duration SLACK_OF_SILENCE = Duration.ofHours(2);

    /**
     * The thresholds that raise an alert of the lowest severity.
     *
     * @param silent how long a train may remain without a report
     * @param isSilentPastPlan whether the silence begins with the planned arrival, if that is later than the last sign
     *     of life. Otherwise a train on a long leg is silent although it keeps to its plan
     */
    public record Thresholds(
            Duration clearance, Duration late, Duration dwell, Duration silent, boolean isSilentPastPlan) {
        public static Thresholds usual(Duration dwell, Duration silent, boolean isSilentPastPlan) {
            return new Thresholds(Duration.ofHours(12), Duration.ofMinutes(30), dwell, silent, isSilentPastPlan);
        }
    }

    /** An alert's key: facility, run, type. */
    public record Key(String facility, String trainRunId, String type) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        /** The key as the records carry it. */
        @Override
        public String toString() {
            return facility + "|" + trainRunId + "|" + type;
        }
    }

    /**
     * The expected alerts. No other alert may be raised.
     *
     * @param due alerts that must be raised at some time
     * @param undecided alerts that may be raised
     */
    public record Answer(Set<Key> due, Set<Key> undecided) {}

    private final Thresholds thresholds;
    private final PortCatalogue ports = PortCatalogue.builtIn();
    private final Map<String, Map<String, List<ReportedMovement>>> runs = new LinkedHashMap<>();
    private final Set<Key> due = new TreeSet<>();
    private final Set<Key> undecided = new TreeSet<>();
    private final Instant now;
    private final Duration slack;
    private final Duration slackOfSilence;

    private DelayOracle(List<ReportedMovement> reports, Thresholds thresholds, Duration slack) {
        this.thresholds = thresholds;
        this.slack = slack;
        this.slackOfSilence = slack.plus(SLACK_OF_SILENCE).minus(SLACK);
        this.now = reports.stream()
                .map(report -> report.movement().getOccurredAt())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        for (ReportedMovement report : ReportedMovement.effective(reports)) {
            runs.computeIfAbsent(report.movement().getTrainRunId(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(report.movement().getFacility(), any -> new ArrayList<>())
                    .add(report);
        }
    }

    /**
     * Computes the alerts that these reports must and may raise.
     *
     * @param reports in the order of receipt, with duplicates and retractions
     */
    public static Answer answer(List<ReportedMovement> reports, Thresholds thresholds) {
        return answer(reports, thresholds, SLACK);
    }

    /**
     * As {@link #answer(List, Thresholds)}.
     *
     * @param slack how far, in event time, reports of two runs may overtake each other on their way
     */
    public static Answer answer(List<ReportedMovement> reports, Thresholds thresholds, Duration slack) {
        DelayOracle oracle = new DelayOracle(reports, thresholds, slack);
        oracle.runs.forEach((run, places) -> {
            places.forEach((facility, visit) -> oracle.evaluateVisit(run, facility, visit));
            oracle.evaluateSilence(run, places);
        });
        oracle.undecided.removeAll(oracle.due);
        return new Answer(oracle.due, oracle.undecided);
    }

    private void evaluateVisit(String run, String facility, List<ReportedMovement> visit) {
        Optional<ReportedMovement> arrival =
                latest(visit, report -> report.movement().getDetail() instanceof Arrival);
        Optional<ReportedMovement> departure =
                latest(visit, report -> report.movement().getDetail() instanceof Departure);
        Optional<ReportedMovement> release = visit.stream()
                .filter(report -> report.is(ClearanceStep.RELEASED))
                .max(Comparator.comparing(ReportedMovement::occurredAt));
        evaluatePlan(new Key(facility, run, "ARRIVAL_LATE"), PlannedMovement.ARRIVAL, visit, arrival);
        evaluatePlan(new Key(facility, run, "DEPARTURE_LATE"), PlannedMovement.DEPARTURE, visit, departure);
        if (!ports.isBorderPort(facility)) {
            return;
        }
        for (ReportedMovement report : visit) {
            if (report.is(ClearanceStep.HOLD)) {
                addOnReport(new Key(facility, run, "CLEARANCE_HELD"), report);
            } else if (report.is(ClearanceStep.REFUSED)) {
                addOnReport(new Key(facility, run, "CLEARANCE_REFUSED"), report);
            }
        }
        arrival.ifPresent(came -> {
            evaluateWait(
                    new Key(facility, run, "CLEARANCE_OVERDUE"),
                    came.occurredAt().plus(thresholds.clearance()),
                    release.or(() -> departure),
                    slack);
            release.ifPresent(free -> evaluateWait(
                    new Key(facility, run, "DWELL_EXCEEDED"),
                    later(free.occurredAt(), came.occurredAt()).plus(thresholds.dwell()),
                    departure,
                    slack));
        });
    }

    /** The wait ends with an event, or is not over yet. */
    private void evaluateWait(Key key, Instant dueAt, Optional<ReportedMovement> end, Duration slack) {
        if (dueAt.isAfter(now)) {
            return;
        }
        if (end.isEmpty() || !end.get().occurredAt().isBefore(dueAt.plus(slack))) {
            due.add(key);
        } else if (!end.get().reportedAt().plus(slack).isBefore(dueAt)) {
            undecided.add(key);
        }
    }

    /** Each plan is effective from its report until the report of the next plan or of the event. */
    private void evaluatePlan(
            Key key, PlannedMovement planned, List<ReportedMovement> visit, Optional<ReportedMovement> event) {
        List<ReportedMovement> plans = visit.stream()
                .filter(report -> report.movement().getDetail() instanceof Plan plan && plan.getMovement() == planned)
                .sorted(Comparator.comparing(report -> report.movement().getCreatedAt()))
                .toList();
        for (int i = 0; i < plans.size(); i++) {
            ReportedMovement plan = plans.get(i);
            if (plan.movement().getPlannedAt() == null) {
                continue;
            }
            Instant dueAt = later(plan.movement().getPlannedAt().plus(thresholds.late()), plan.reportedAt());
            Optional<ReportedMovement> next = i + 1 < plans.size() ? Optional.of(plans.get(i + 1)) : Optional.empty();
            if (next.isPresent()
                    && event.map(report -> next.get().reportedAt().isBefore(report.reportedAt()))
                            .orElse(true)) {
                Instant replacedAt = next.get().reportedAt();
                if (!replacedAt.isBefore(dueAt.plus(slack))) {
                    due.add(key);
                } else if (!replacedAt.plus(slack).isBefore(dueAt)) {
                    undecided.add(key);
                }
                continue;
            }
            if (event.isEmpty()) {
                if (!dueAt.isAfter(now)) {
                    due.add(key);
                }
            } else if (!event.get().reportedAt().plus(slack).isBefore(dueAt)) {
                undecided.add(key);
            }
        }
        // Once the event is reported, its lateness is certain.
        event.flatMap(report -> planOf(report, plans)
                        .map(plan -> plan.plus(thresholds.late()))
                        .filter(dueAt -> !report.occurredAt().isBefore(dueAt)))
                .ifPresent(late -> addOnReport(key, event.orElseThrow()));
    }

    /**
     * The report itself raises the alert. If a report from the next place overtakes it, the train has moved on, and the
     * alert need not be raised.
     */
    private void addOnReport(Key key, ReportedMovement report) {
        boolean mayBeOvertaken = runs.get(key.trainRunId()).entrySet().stream()
                .filter(place -> !place.getKey().equals(key.facility()))
                .flatMap(place -> place.getValue().stream())
                .filter(other -> !(other.movement().getDetail() instanceof Plan))
                .anyMatch(other -> other.reportedAt().isAfter(report.reportedAt())
                        && other.reportedAt().isBefore(report.reportedAt().plus(slack)));
        (mayBeOvertaken ? undecided : due).add(key);
    }

    /** The plan created last, which the event itself may carry. */
    private static Optional<Instant> planOf(ReportedMovement event, List<ReportedMovement> plans) {
        Optional<ReportedMovement> last = plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(plans.size() - 1));
        Instant own = event.movement().getPlannedAt();
        if (own != null
                && last.map(plan -> !plan.movement()
                                .getCreatedAt()
                                .isAfter(event.movement().getCreatedAt()))
                        .orElse(true)) {
            return Optional.of(own);
        }
        return last.map(plan -> plan.movement().getPlannedAt());
    }

    /** After each departure the next sign of life must come in time, if the run has a planned arrival ahead. */
    private void evaluateSilence(String run, Map<String, List<ReportedMovement>> places) {
        List<ReportedMovement> heard = places.values().stream()
                .flatMap(List::stream)
                .filter(report -> report.movement().getDetail() instanceof Departure
                        || report.movement().getDetail() instanceof Arrival
                        || report.movement().getDetail() instanceof Clearance)
                .sorted(Comparator.comparing(ReportedMovement::occurredAt))
                .toList();
        for (int i = 0; i < heard.size(); i++) {
            ReportedMovement left = heard.get(i);
            if (!(left.movement().getDetail() instanceof Departure)) {
                continue;
            }
            Optional<ReportedMovement> next = i + 1 < heard.size() ? Optional.of(heard.get(i + 1)) : Optional.empty();
            nextPlace(places, left)
                    .ifPresent(ahead -> evaluateWait(
                            new Key(ahead.getKey(), run, "TRAIN_SILENT"),
                            (thresholds.isSilentPastPlan()
                                            ? later(left.occurredAt(), ahead.getValue())
                                            : left.occurredAt())
                                    .plus(thresholds.silent()),
                            next,
                            slackOfSilence));
        }
    }

    /** The first planned arrival among the facilities that the run had not reached when it departed. */
    private static Optional<Map.Entry<String, Instant>> nextPlace(
            Map<String, List<ReportedMovement>> places, ReportedMovement left) {
        Map<String, Instant> ahead = new LinkedHashMap<>();
        places.forEach((facility, visit) -> {
            boolean came = visit.stream()
                    .anyMatch(report -> !(report.movement().getDetail() instanceof Plan)
                            && !report.occurredAt().isAfter(left.occurredAt()));
            latest(
                            visit,
                            report -> report.movement().getDetail() instanceof Plan plan
                                    && plan.getMovement() == PlannedMovement.ARRIVAL)
                    .map(plan -> plan.movement().getPlannedAt())
                    .filter(plannedAt -> !came)
                    .ifPresent(plannedAt -> ahead.put(facility, plannedAt));
        });
        return ahead.entrySet().stream().min(Map.Entry.comparingByValue());
    }

    private static Optional<ReportedMovement> latest(List<ReportedMovement> visit, Predicate<ReportedMovement> some) {
        return visit.stream()
                .filter(some)
                .max(Comparator.comparing(
                                (ReportedMovement report) -> report.movement().getCreatedAt())
                        .thenComparing(ReportedMovement::occurredAt));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
