package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Alerts on a train under way of which nothing was reported for too long, at the next facility of its plan. */
final class SilenceRule {
    private SilenceRule() {}

    /** The report that shows that the run reached this facility, or passed it. */
    private record Sign(Instant at, String cause) {}

    static void silent(AlertEvaluation alert) {
        RunView run = alert.run();
        Visit visit = run.own();
        Instant heard = lastHeard(run);
        if (visit.arrivalPlan() == null || heard == null) {
            if (alert.entry().open) {
                alert.clear(visit.arrivalOff() ? "CANCELLED" : "RETRACTED");
            }
            return;
        }
        Optional<Sign> sign = signOfPassing(run);
        boolean isUnderWay = isUnderWay(run);
        if (sign.isPresent() || !isUnderWay || !nextPlace(run).equals(Optional.of(run.place()))) {
            clearIfOpen(alert, sign, isUnderWay);
            return;
        }
        evaluate(alert, heard);
    }

    private static void clearIfOpen(AlertEvaluation alert, Optional<Sign> sign, boolean isUnderWay) {
        if (!alert.entry().open) {
            return;
        }
        if (sign.isPresent()) {
            Duration silence = Duration.between(alert.entry().silentSince, sign.get().at);
            alert.clear(alert.steps().isReached(silence) ? sign.get().cause : "CORRECTED");
        } else {
            alert.clear(isUnderWay ? "PLAN_CHANGED" : "RETRACTED");
        }
    }

    /** The silence begins with the last sign of life, or with the planned arrival if that is later. */
    private static void evaluate(AlertEvaluation alert, Instant heard) {
        AlertEntry entry = alert.entry();
        Instant plan = alert.run().own().arrivalPlan();
        boolean isByPlan = plan.isAfter(heard);
        Instant since = isByPlan ? plan : heard;
        int severity = alert.steps().severity(Duration.between(since, alert.now()));
        if (entry.open && severity < 0 && isByPlan) {
            alert.clear("PLAN_CHANGED");
        } else if (entry.open && severity < 0) {
            boolean wasLong = alert.steps().isReached(Duration.between(entry.silentSince, heard));
            alert.clear(wasLong ? causeOfSignOfLife(alert.run(), heard) : "CORRECTED");
        } else if (entry.open) {
            entry.raiseSeverity(severity);
            entry.silentSince = since;
        } else if (severity >= 0) {
            alert.raise(severity, false);
            entry.silentSince = since;
        }
    }

    private static Instant lastHeard(RunView run) {
        return run.visits().values().stream()
                .map(Visit::heard)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The facility that the run is planned to reach first, of those that it did not reach or pass. */
    private static Optional<String> nextPlace(RunView run) {
        return run.visits().entrySet().stream()
                .filter(one -> isAhead(run, one.getValue()))
                .min(Comparator.comparing(
                                (Map.Entry<String, Visit> one) -> one.getValue().arrivalPlan())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private static boolean isAhead(RunView run, Visit visit) {
        return visit.arrivalPlan() != null
                && visit.arrived() == null
                && visit.departed() == null
                && run.arrivalBeyond(visit.arrivalPlan()).isEmpty();
    }

    private static boolean isUnderWay(RunView run) {
        return run.visits().entrySet().stream()
                .anyMatch(one ->
                        !one.getKey().equals(run.place()) && one.getValue().departed() != null);
    }

    private static Optional<Sign> signOfPassing(RunView run) {
        Visit visit = run.own();
        if (visit.arrived() != null) {
            return Optional.of(new Sign(visit.arrived(), "ARRIVED"));
        }
        if (visit.departed() != null) {
            return Optional.of(new Sign(visit.departed(), "DEPARTED"));
        }
        return run.arrivalBeyond(visit.arrivalPlan()).map(at -> new Sign(at, "ARRIVED"));
    }

    private static String causeOfSignOfLife(RunView run, Instant heard) {
        List<Visit> then = run.visits().values().stream()
                .filter(visit -> heard.equals(visit.heard()))
                .toList();
        if (then.stream().anyMatch(visit -> heard.equals(visit.departed()))) {
            return "DEPARTED";
        }
        if (then.stream().anyMatch(visit -> heard.equals(visit.arrived()))) {
            return "ARRIVED";
        }
        if (then.stream().anyMatch(visit -> heard.equals(visit.released()))) {
            return "RELEASED";
        }
        return then.stream().anyMatch(visit -> heard.equals(visit.refused())) ? "REFUSED" : "CORRECTED";
    }
}
