package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The delay alerts that raw reports must raise on the event clock, computed by brute force. The oracle shares no code
 * with the pipeline. It follows what is known of a run from report to report, and when each alert falls due by that. An
 * alert is undecided if a report ends the wait about when it falls due. Whether it is raised then depends on which comes
 * first, the clock or the report.
 */
public final class DelayOracle {
    /** How far, in event time, reports may overtake each other in the pipeline. */
    private static final Duration SLACK = Duration.ofMinutes(15);

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

    /**
     * An alert that is raised unless a report ends the wait.
     *
     * @param earliest the event clock at which it is due and the wait is known, at least
     * @param latest the same at most
     */
    private record Wait(Instant dueAt, Instant earliest, Instant latest) {
        static Wait since(ReceivedMovement report, Instant dueAt) {
            return new Wait(dueAt, later(dueAt, report.earliest()), later(dueAt, report.latest()));
        }
    }

    private final AlertWaits waits;
    private final Duration slack;
    private final Instant now;
    private final Set<Key> due = new TreeSet<>();
    private final Set<Key> undecided = new TreeSet<>();

    private DelayOracle(Thresholds thresholds, Duration slack, Instant now) {
        this.waits = new AlertWaits(thresholds, PortCatalogue.builtIn());
        this.slack = slack;
        this.now = now;
    }

    /**
     * Computes the alerts that these reports must and may raise.
     *
     * @param reports in the order of receipt, with duplicates and retractions
     */
    public static Answer answer(List<TrainMovement> reports, Thresholds thresholds) {
        return answer(ReceivedMovement.onEventClock(reports), thresholds, SLACK);
    }

    /**
     * As {@link #answer(List, Thresholds)}.
     *
     * @param received in the order of receipt, as far as it is known
     * @param slack how far, in event time, reports from two facilities may overtake each other on their way
     */
    public static Answer answer(List<ReceivedMovement> received, Thresholds thresholds, Duration slack) {
        Map<String, List<ReceivedMovement>> runs = new LinkedHashMap<>();
        received.forEach(report -> runs.computeIfAbsent(report.movement().getTrainRunId(), any -> new ArrayList<>())
                .add(report));
        Instant now = received.stream()
                .map(ReceivedMovement::latest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        DelayOracle oracle = new DelayOracle(thresholds, slack, now);
        runs.forEach(oracle::evaluate);
        oracle.undecided.removeAll(oracle.due);
        return new Answer(oracle.due, oracle.undecided);
    }

    /** Follows the waits of a run from report to report. */
    private void evaluate(String run, List<ReceivedMovement> reports) {
        Map<String, Visit> visits = new TreeMap<>();
        Map<Key, Wait> open = new HashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            ReceivedMovement report = reports.get(i);
            String facility = report.movement().getFacility();
            visits.put(facility, visit(run, facility, reports.subList(0, i + 1)));
            Map<Key, Instant> present = waits.of(run, visits);
            open.entrySet().removeIf(wait -> {
                boolean isOver = !wait.getValue().dueAt.equals(present.get(wait.getKey()));
                if (isOver) {
                    decide(wait.getKey(), wait.getValue(), report);
                }
                return isOver;
            });
            present.forEach((key, dueAt) -> open.putIfAbsent(key, Wait.since(report, dueAt)));
            addWithoutOvertaken(run, reports, i, visits);
        }
        open.forEach((key, wait) -> {
            if (!wait.latest.isAfter(now)) {
                due.add(key);
            }
        });
    }

    /** The alert is raised if the clock reaches the start of the wait before the report that ends it. */
    private void decide(Key key, Wait wait, ReceivedMovement end) {
        if (!end.earliest().isBefore(wait.latest.plus(slack))) {
            due.add(key);
        } else if (!end.latest().plus(slack).isBefore(wait.earliest)) {
            undecided.add(key);
        }
    }

    /** Adds what may be raised if this report overtakes the earlier ones from other facilities within the slack. */
    private void addWithoutOvertaken(String run, List<ReceivedMovement> reports, int index, Map<String, Visit> visits) {
        ReceivedMovement report = reports.get(index);
        Set<String> overtaken = new TreeSet<>();
        List<ReceivedMovement> others = new ArrayList<>();
        for (ReceivedMovement earlier : reports.subList(0, index + 1)) {
            String facility = earlier.movement().getFacility();
            boolean isOvertaken = !facility.equals(report.movement().getFacility())
                    && earlier.latest().plus(slack).isAfter(report.earliest());
            if (isOvertaken) {
                overtaken.add(facility);
            } else {
                others.add(earlier);
            }
        }
        if (overtaken.isEmpty()) {
            return;
        }
        Map<String, Visit> before = new TreeMap<>(visits);
        for (String facility : overtaken) {
            boolean isReported = others.stream()
                    .anyMatch(other -> other.movement().getFacility().equals(facility));
            if (isReported) {
                before.put(facility, visit(run, facility, others));
            } else {
                before.remove(facility);
            }
        }
        waits.of(run, before).forEach((key, dueAt) -> {
            if (!dueAt.isAfter(report.latest().plus(slack))) {
                undecided.add(key);
            }
        });
    }

    private static Visit visit(String run, String facility, List<ReceivedMovement> reports) {
        return Visit.of(
                run, facility, reports.stream().map(ReceivedMovement::movement).toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
