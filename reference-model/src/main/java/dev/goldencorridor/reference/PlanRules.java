package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;

/** Alerts on arrivals and departures that are later than planned. */
final class PlanRules {
    private final Duration lateClear;
    private final Duration shownFor;

    /**
     * @param lateClear an alert clears when the lateness falls to this value
     * @param shownFor how long an alert remains raised that the late event itself raised
     */
    PlanRules(Duration lateClear, Duration shownFor) {
        this.lateClear = lateClear;
        this.shownFor = shownFor;
    }

    /** The planned event. Its time is null until it is reported. {@code movedOn} names a later event of the run. */
    private record Event(Instant at, String cause, String movedOn) {
        static final Event MISSING = new Event(null, null, null);
    }

    /** Another event that shows that the planned one was never reported; its time is null if there is none. */
    private record Substitute(Instant at, String cause) {
        static final Substitute NONE = new Substitute(null, null);
    }

    void departureLate(AlertEvaluation alert) {
        RunView run = alert.run();
        Visit visit = run.own();
        Instant plan = visit.departurePlan();
        if (plan == null) {
            withoutPlan(alert, visit.departureOff());
        } else if (visit.departed() != null) {
            boolean movedOn = run.arrivalElsewhere(visit.departed()).isPresent();
            evaluate(alert, plan, new Event(visit.departed(), "DEPARTED", movedOn ? "ARRIVED" : null), Substitute.NONE);
        } else {
            Instant arrivedElsewhere = run.arrivalElsewhere(visit.arrived() == null ? plan : visit.arrived())
                    .orElse(null);
            evaluate(alert, plan, Event.MISSING, new Substitute(arrivedElsewhere, "ARRIVED"));
        }
    }

    void arrivalLate(AlertEvaluation alert) {
        RunView run = alert.run();
        Visit visit = run.own();
        Instant plan = visit.arrivalPlan();
        if (plan == null) {
            withoutPlan(alert, visit.arrivalOff());
        } else if (visit.arrived() != null) {
            String movedOn = visit.departed() != null
                    ? "DEPARTED"
                    : run.arrivalElsewhere(visit.arrived()).isPresent() ? "ARRIVED" : null;
            evaluate(alert, plan, new Event(visit.arrived(), "ARRIVED", movedOn), Substitute.NONE);
        } else if (visit.departed() != null) {
            evaluate(alert, plan, Event.MISSING, new Substitute(visit.departed(), "DEPARTED"));
        } else {
            Instant beyond = run.arrivalBeyond(plan).orElse(null);
            evaluate(alert, plan, Event.MISSING, new Substitute(beyond, "ARRIVED"));
        }
    }

    private static void withoutPlan(AlertEvaluation alert, boolean cancelled) {
        if (alert.entry().open) {
            alert.clear(cancelled ? "CANCELLED" : "RETRACTED");
        }
        alert.entry().latenessReported = false;
    }

    private void evaluate(AlertEvaluation alert, Instant plan, Event event, Substitute substitute) {
        AlertEntry entry = alert.entry();
        if (event.at != null) {
            evaluateEvent(alert, Duration.between(plan, event.at), event);
            return;
        }
        entry.latenessReported = false;
        if (substitute.at != null) {
            if (entry.open) {
                boolean wasLate = alert.steps().isReached(Duration.between(plan, substitute.at));
                alert.clear(wasLate ? substitute.cause : "CORRECTED");
            }
            return;
        }
        Duration late = Duration.between(plan, alert.now());
        if (entry.open && late.compareTo(lateClear) <= 0) {
            alert.clear("PLAN_CHANGED");
        } else if (entry.open) {
            entry.raiseSeverity(alert.steps().severity(late));
            entry.raisedByEvent = false;
        } else if (alert.steps().isReached(late)) {
            alert.raise(alert.steps().severity(late), false);
        }
    }

    /** The event was reported, so its lateness is final unless a report corrects it. */
    private void evaluateEvent(AlertEvaluation alert, Duration late, Event event) {
        AlertEntry entry = alert.entry();
        SeveritySteps steps = alert.steps();
        boolean isOnTime = late.compareTo(lateClear) <= 0;
        if (entry.open && !entry.raisedByEvent) {
            entry.latenessReported = steps.isReached(late);
            alert.clear(entry.latenessReported ? event.cause : "CORRECTED");
        } else if (entry.open && event.movedOn != null) {
            alert.clear(event.movedOn);
            entry.latenessReported = true;
        } else if (entry.open && isOnTime) {
            alert.clear(event.at.equals(entry.eventAt) ? "PLAN_CHANGED" : "CORRECTED");
        } else if (entry.open && !alert.now().isBefore(entry.raisedAt.plus(shownFor))) {
            alert.clear("EXPIRED");
            entry.latenessReported = true;
        } else if (entry.open) {
            entry.raiseSeverity(steps.severity(late));
        } else if (!isOnTime && !entry.latenessReported && event.movedOn == null && steps.isReached(late)) {
            alert.raise(steps.severity(late), true);
        }
        if (isOnTime) {
            entry.latenessReported = false;
        }
        entry.eventAt = event.at;
    }
}
