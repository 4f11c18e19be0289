package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.simulator.SimulatedReport;
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
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which delay alerts must have been raised, told from the raw reports by brute force, on the event clock. An alert that
 * a report ends just about when it falls due may or may not be raised, as the clock and the report happen to come: those
 * are told apart.
 */
final class DelayOracle {
    /** Reports of two runs may pass each other by as much event time on their way through the pipeline. */
    static final Duration SLACK = Duration.ofMinutes(15);
    /** A cause may or may not count as a sign of life. */
    private static final Duration SLACK_OF_SILENCE = Duration.ofHours(2);

    /**
     * Raising thresholds, of the least severity each.
     *
     * @param silent how long nothing may be heard
     * @param isSilentPastPlan whether that time begins with the planned arrival, where it is later than the last sign of
     *     life. Otherwise a train on a way longer than that time is silent, though it keeps to its plan
     */
    record Thresholds(Duration clearance, Duration late, Duration dwell, Duration silent, boolean isSilentPastPlan) {
        static Thresholds usual(Duration dwell, Duration silent, boolean isSilentPastPlan) {
            return new Thresholds(Duration.ofHours(12), Duration.ofMinutes(30), dwell, silent, isSilentPastPlan);
        }
    }

    /** An alert's key: facility, run, type. */
    record Key(String facility, String trainRunId, String type) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        /** As the records are keyed. */
        @Override
        public String toString() {
            return facility + "|" + trainRunId + "|" + type;
        }
    }

    /**
     * What must and what may be alerted; nothing else must.
     *
     * @param due must be raised, at some time
     * @param undecided may
     */
    record Answer(Set<Key> due, Set<Key> undecided) {}

    /** A movement and when it was first told. */
    private record Told(TrainMovement movement, Instant at) {
        Instant occurredAt() {
            return movement.getOccurredAt();
        }

        boolean is(ClearanceStep step) {
            return movement.getDetail() instanceof Clearance clearance && clearance.getStep() == step;
        }
    }

    private final Thresholds thresholds;
    private final PortCatalogue ports = PortCatalogue.builtIn();
    private final Map<String, Map<String, List<Told>>> runs = new LinkedHashMap<>();
    private final Set<Key> due = new TreeSet<>();
    private final Set<Key> undecided = new TreeSet<>();
    private final Instant now;

    private DelayOracle(List<SimulatedReport> reports, Thresholds thresholds) {
        this.thresholds = thresholds;
        this.now = reports.stream()
                .map(report -> report.movement().getOccurredAt())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        for (Told told : standing(reports)) {
            runs.computeIfAbsent(told.movement().getTrainRunId(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(told.movement().getFacility(), any -> new ArrayList<>())
                    .add(told);
        }
    }

    /**
     * What is to be alerted of these reports, once all of them are known.
     *
     * @param reports in the order in which they come, duplicates and withdrawals included
     */
    static Answer answer(List<SimulatedReport> reports, Thresholds thresholds) {
        DelayOracle oracle = new DelayOracle(reports, thresholds);
        oracle.runs.forEach((run, places) -> {
            places.forEach((facility, visit) -> oracle.judge(run, facility, visit));
            oracle.judgeSilence(run, places);
        });
        oracle.undecided.removeAll(oracle.due);
        return new Answer(oracle.due, oracle.undecided);
    }

    private void judge(String run, String facility, List<Told> visit) {
        Optional<Told> arrival = latest(visit, told -> told.movement().getDetail() instanceof Arrival);
        Optional<Told> departure = latest(visit, told -> told.movement().getDetail() instanceof Departure);
        Optional<Told> release = visit.stream()
                .filter(told -> told.is(ClearanceStep.RELEASED))
                .max(Comparator.comparing(Told::occurredAt));
        judgePlan(new Key(facility, run, "ARRIVAL_LATE"), PlannedMovement.ARRIVAL, visit, arrival);
        judgePlan(new Key(facility, run, "DEPARTURE_LATE"), PlannedMovement.DEPARTURE, visit, departure);
        if (!ports.isBorderPort(facility)) {
            return;
        }
        if (visit.stream().anyMatch(told -> told.is(ClearanceStep.HOLD))) {
            due.add(new Key(facility, run, "CLEARANCE_HELD"));
        }
        if (visit.stream().anyMatch(told -> told.is(ClearanceStep.REFUSED))) {
            due.add(new Key(facility, run, "CLEARANCE_REFUSED"));
        }
        arrival.ifPresent(came -> {
            judgeWait(
                    new Key(facility, run, "CLEARANCE_OVERDUE"),
                    came.occurredAt().plus(thresholds.clearance()),
                    release.or(() -> departure),
                    SLACK);
            release.ifPresent(free -> judgeWait(
                    new Key(facility, run, "DWELL_EXCEEDED"),
                    later(free.occurredAt(), came.occurredAt()).plus(thresholds.dwell()),
                    departure,
                    SLACK));
        });
    }

    /** Something is waited for, which may end the waiting before it is too long. */
    private void judgeWait(Key key, Instant dueAt, Optional<Told> end, Duration slack) {
        if (dueAt.isAfter(now)) {
            return;
        }
        if (end.isEmpty() || !end.get().occurredAt().isBefore(dueAt.plus(slack))) {
            due.add(key);
        } else if (!end.get().at().plus(slack).isBefore(dueAt)) {
            undecided.add(key);
        }
    }

    /** Each plan holds from when it is told until the next one, or the event, is. */
    private void judgePlan(Key key, PlannedMovement planned, List<Told> visit, Optional<Told> event) {
        List<Told> plans = visit.stream()
                .filter(told -> told.movement().getDetail() instanceof Plan plan && plan.getMovement() == planned)
                .sorted(Comparator.comparing(told -> told.movement().getCreatedAt()))
                .toList();
        for (int i = 0; i < plans.size(); i++) {
            Told plan = plans.get(i);
            if (plan.movement().getPlannedAt() == null) {
                continue;
            }
            Instant dueAt = later(plan.movement().getPlannedAt().plus(thresholds.late()), plan.at());
            Optional<Told> next = i + 1 < plans.size() ? Optional.of(plans.get(i + 1)) : Optional.empty();
            if (next.isPresent()
                    && event.map(told -> next.get().at().isBefore(told.at())).orElse(true)) {
                Instant replacedAt = next.get().at();
                if (!replacedAt.isBefore(dueAt.plus(SLACK))) {
                    due.add(key);
                } else if (!replacedAt.plus(SLACK).isBefore(dueAt)) {
                    undecided.add(key);
                }
                continue;
            }
            if (event.isEmpty()) {
                if (!dueAt.isAfter(now)) {
                    due.add(key);
                }
            } else if (!event.get().at().plus(SLACK).isBefore(dueAt)) {
                undecided.add(key);
            }
        }
        // Of what has happened it is certain whether it was late.
        event.flatMap(told -> planOf(told, plans)
                        .map(plan -> plan.plus(thresholds.late()))
                        .filter(dueAt -> !told.occurredAt().isBefore(dueAt)))
                .ifPresent(late -> due.add(key));
    }

    /** The plan created last, be it told with the event or before. */
    private static Optional<Instant> planOf(Told event, List<Told> plans) {
        Optional<Told> last = plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(plans.size() - 1));
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

    /** After each departure the next sign of life must come in time, as long as the run is planned to come somewhere. */
    private void judgeSilence(String run, Map<String, List<Told>> places) {
        List<Told> heard = places.values().stream()
                .flatMap(List::stream)
                .filter(told -> told.movement().getDetail() instanceof Departure
                        || told.movement().getDetail() instanceof Arrival
                        || told.movement().getDetail() instanceof Clearance)
                .sorted(Comparator.comparing(Told::occurredAt))
                .toList();
        for (int i = 0; i < heard.size(); i++) {
            Told left = heard.get(i);
            if (!(left.movement().getDetail() instanceof Departure)) {
                continue;
            }
            Optional<Told> next = i + 1 < heard.size() ? Optional.of(heard.get(i + 1)) : Optional.empty();
            nextPlace(places, left)
                    .ifPresent(ahead -> judgeWait(
                            new Key(ahead.getKey(), run, "TRAIN_SILENT"),
                            (thresholds.isSilentPastPlan()
                                            ? later(left.occurredAt(), ahead.getValue())
                                            : left.occurredAt())
                                    .plus(thresholds.silent()),
                            next,
                            SLACK_OF_SILENCE));
        }
    }

    /** Where the run is planned to come first of all places to which it had not come when it left this one. */
    private static Optional<Map.Entry<String, Instant>> nextPlace(Map<String, List<Told>> places, Told left) {
        Map<String, Instant> ahead = new LinkedHashMap<>();
        places.forEach((facility, visit) -> {
            boolean came = visit.stream()
                    .anyMatch(told -> !(told.movement().getDetail() instanceof Plan)
                            && !told.occurredAt().isAfter(left.occurredAt()));
            latest(
                            visit,
                            told -> told.movement().getDetail() instanceof Plan plan
                                    && plan.getMovement() == PlannedMovement.ARRIVAL)
                    .map(plan -> plan.movement().getPlannedAt())
                    .filter(plannedAt -> !came)
                    .ifPresent(plannedAt -> ahead.put(facility, plannedAt));
        });
        return ahead.entrySet().stream().min(Map.Entry.comparingByValue());
    }

    private static Optional<Told> latest(List<Told> visit, Predicate<Told> some) {
        return visit.stream()
                .filter(some)
                .max(Comparator.comparing((Told told) -> told.movement().getCreatedAt())
                        .thenComparing(Told::occurredAt));
    }

    /** Each event once, when it was first told, without those that are withdrawn and what withdraws. */
    private static List<Told> standing(List<SimulatedReport> reports) {
        Map<UUID, Told> byId = new LinkedHashMap<>();
        reports.forEach(report ->
                byId.putIfAbsent(report.movement().getEventId(), new Told(report.movement(), report.reportedAt())));
        Map<UUID, List<UUID>> withdrawnBy = new LinkedHashMap<>();
        byId.forEach((id, told) -> {
            if (told.movement().getRetracts() != null) {
                withdrawnBy
                        .computeIfAbsent(told.movement().getRetracts(), any -> new ArrayList<>())
                        .add(id);
            }
        });
        return byId.entrySet().stream()
                .filter(entry -> entry.getValue().movement().getRetracts() == null)
                .filter(entry -> !isWithdrawn(entry.getKey(), withdrawnBy))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isWithdrawn(UUID id, Map<UUID, List<UUID>> withdrawnBy) {
        return withdrawnBy.getOrDefault(id, List.of()).stream()
                .anyMatch(withdrawal -> !isWithdrawn(withdrawal, withdrawnBy));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
