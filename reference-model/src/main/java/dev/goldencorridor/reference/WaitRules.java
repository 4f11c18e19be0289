package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts on a wait that grows from one event until another: clearance, hold, refusal, dwell. */
final class WaitRules {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");

    private WaitRules() {}

    /** The event that ends a wait: the earliest one, and the first to be named of two at the same time. */
    private static final class WaitEnd {
        private Instant at;
        private String cause;

        private void consider(Instant when, String why) {
            if (when != null && (at == null || when.isBefore(at))) {
                at = when;
                cause = why;
            }
        }

        private void considerLeaving(RunView run, Instant after) {
            Instant departed = run.own().departed();
            Instant arrived = run.own().arrived();
            if (departed != null) {
                // A departure that was rounded to before the arrival ends nothing before the arrival.
                consider(arrived != null && arrived.isAfter(departed) ? arrived : departed, "DEPARTED");
            } else {
                run.arrivalElsewhere(after).ifPresent(at -> consider(at, "ARRIVED"));
            }
        }
    }

    static void clearanceOverdue(AlertEvaluation alert) {
        Visit visit = alert.run().own();
        if (visit.arrived() == null || !PORTS.contains(alert.run().place())) {
            evaluate(alert, null, null, null);
            return;
        }
        WaitEnd end = new WaitEnd();
        end.consider(visit.free(), "RELEASED");
        end.considerLeaving(alert.run(), visit.arrived());
        evaluate(alert, visit.arrived(), end.at, end.cause);
    }

    static void held(AlertEvaluation alert) {
        stopped(alert, alert.run().own().held(), alert.run().own().refused());
    }

    static void refused(AlertEvaluation alert) {
        stopped(alert, alert.run().own().refused(), null);
    }

    private static void stopped(AlertEvaluation alert, Instant stop, Instant refusal) {
        Visit visit = alert.run().own();
        if (stop == null) {
            evaluate(alert, null, null, null);
            return;
        }
        WaitEnd end = new WaitEnd();
        if (visit.released() != null && !visit.released().isBefore(stop)) {
            end.consider(visit.released(), "RELEASED");
        }
        if (refusal != null && !refusal.isBefore(stop)) {
            end.consider(refusal, "REFUSED");
        }
        end.considerLeaving(alert.run(), stop);
        evaluate(alert, stop, end.at, end.cause);
    }

    static void dwellExceeded(AlertEvaluation alert) {
        Visit visit = alert.run().own();
        if (visit.arrived() == null || visit.free() == null) {
            evaluate(alert, null, null, null);
            return;
        }
        WaitEnd end = new WaitEnd();
        end.considerLeaving(alert.run(), visit.arrived());
        Instant free = visit.free().isAfter(visit.arrived()) ? visit.free() : visit.arrived();
        evaluate(alert, free, end.at, end.cause);
    }

    /**
     * Compares a wait with the thresholds.
     *
     * @param since null if the train does not wait
     * @param end null while the train waits
     */
    private static void evaluate(AlertEvaluation alert, Instant since, Instant end, String endCause) {
        AlertEntry entry = alert.entry();
        if (since == null || end != null) {
            if (entry.open && since == null) {
                alert.clear("RETRACTED");
            } else if (entry.open) {
                alert.clear(alert.steps().isReached(Duration.between(since, end)) ? endCause : "CORRECTED");
            }
            return;
        }
        int severity = alert.steps().severity(Duration.between(since, alert.now()));
        if (entry.open && severity < 0) {
            alert.clear("CORRECTED");
        } else if (entry.open) {
            entry.raiseSeverity(severity);
        } else if (severity >= 0) {
            alert.raise(severity, false);
        }
    }
}
