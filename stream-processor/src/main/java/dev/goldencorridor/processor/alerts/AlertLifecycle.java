package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.alerts.rules.Finding;
import java.time.Duration;

/**
 * What becomes of an alert: raised, perhaps made more severe, cleared, and some time later withdrawn. A pure function of
 * what it was, what its rule finds, and the clock.
 */
final class AlertLifecycle {
    /** When nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private final long lateClear;
    private final long shownFor;
    private final long clearedKept;

    /** What made one look again. */
    enum Occasion {
        /** Time has passed, and nothing else: what is due is from when it was due. */
        TIME,
        /** Something else is known now. */
        NEWS,
        /** The thresholds are others. */
        THRESHOLDS
    }

    /**
     * When and why one looks, and what does not depend on the rule.
     *
     * @param clock the pipeline's, milliseconds since 1970-01-01T00:00Z
     * @param trainNumber as last reported; null if it is not known any more
     * @param isGrouped whether the port is closed
     * @param cause what was told of why it is late; null if nothing was
     */
    record Look(long clock, Occasion occasion, String trainNumber, boolean isGrouped, String cause) {}

    AlertLifecycle(Duration lateClear, Duration shownFor, Duration clearedKept) {
        this.lateClear = lateClear.toMillis();
        this.shownFor = shownFor.toMillis();
        this.clearedKept = clearedKept.toMillis();
    }

    /** The next thing that becomes of it; an equal one if there is none. To be asked until then. */
    Alert next(Alert was, Finding verdict, SeverityThresholds steps, Look look) {
        if (was.isRaised()) {
            return ofRaised(was, verdict, steps, look);
        }
        if (was.isCleared()) {
            if (look.clock >= plus(was.raising().clearedAt(), clearedKept)) {
                return was.quietly(null);
            }
            if (look.cause != null && !look.cause.equals(was.raising().facts().reason())) {
                return was.told(was.raising().with(was.raising().facts().withReason(look.cause)));
            }
        }
        if (verdict instanceof Finding.Growing growing) {
            long value = look.clock - growing.since();
            if (steps.severity(value) == null) {
                return was.spent(false);
            }
            long raisedAt = look.occasion == Occasion.TIME ? growing.since() + steps.first() : look.clock;
            return raised(was.spent(false), growing.facts(), growing.since(), value, steps, look, raisedAt, false);
        }
        if (verdict instanceof Finding.Shown shown) {
            if (shown.lateness() <= clearsAt(was.type(), steps)) {
                return was.spent(false);
            }
            if (shown.movedOn() != null || was.isSpent() || steps.severity(shown.lateness()) == null) {
                return was;
            }
            // What happened before the thresholds changed is not news.
            return look.occasion == Occasion.THRESHOLDS
                    ? was.spent(true)
                    : raised(was, shown.facts(), UNKNOWN, shown.lateness(), steps, look, look.clock, true);
        }
        return was.spent(false);
    }

    private static Alert raised(
            Alert was, AlertDetails facts, long since, long value, SeverityThresholds steps, Look look, long at, boolean isShown) {
        Severity severity = steps.severity(value);
        return was.told(new RaisedAlert(
                severity,
                isShown,
                since,
                facts,
                look.isGrouped,
                value,
                steps.step(severity),
                look.trainNumber,
                at,
                UNKNOWN,
                null));
    }

    private Alert ofRaised(Alert was, Finding verdict, SeverityThresholds steps, Look look) {
        RaisedAlert raising = was.raising();
        if (verdict instanceof Finding.Growing growing) {
            return ofGrowing(was, growing, steps, look);
        }
        if (verdict instanceof Finding.Shown shown) {
            return raising.isShown()
                    ? ofShown(was, shown, steps, look)
                    : cleared(
                                    was,
                                    orCorrected(shown.happened(), shown.lateness(), steps),
                                    shown.lateness(),
                                    shown.facts(),
                                    look)
                            .spent(shown.lateness() >= steps.first());
        }
        if (verdict instanceof Finding.Ended ended) {
            return cleared(was, orCorrected(ended.cause(), ended.lasted(), steps), ended.lasted(), ended.facts(), look);
        }
        if (verdict instanceof Finding.Heard heard) {
            long silent = heard.at() - raising.since();
            return cleared(was, orCorrected(heard.cause(), silent, steps), silent, heard.facts(), look);
        }
        return cleared(was, ((Finding.Nothing) verdict).cause(), raising.value(), raising.facts(), look);
    }

    private Alert ofGrowing(Alert was, Finding.Growing growing, SeverityThresholds steps, Look look) {
        // An instance that takes over may have a clock that is a little behind.
        long value = Math.max(look.clock, was.raising().raisedAt()) - growing.since();
        if (look.occasion == Occasion.THRESHOLDS && hasFallenBelow(value, was, steps)) {
            return cleared(was, ClearedCause.THRESHOLDS_CHANGED, value, growing.facts(), look);
        }
        if (value <= clearsAt(was.type(), steps)) {
            ClearedCause cause = growing.lapse().isEvent()
                    ? orCorrected(
                            growing.lapse(), growing.since() - was.raising().since(), steps)
                    : growing.lapse();
            return cleared(was, cause, value, growing.facts(), look);
        }
        return goesOn(was, growing.facts(), growing.since(), value, steps, look, false);
    }

    private Alert ofShown(Alert was, Finding.Shown shown, SeverityThresholds steps, Look look) {
        RaisedAlert raising = was.raising();
        if (shown.movedOn() != null) {
            return cleared(was, shown.movedOn(), shown.lateness(), shown.facts(), look)
                    .spent(true);
        }
        if (shown.lateness() <= clearsAt(was.type(), steps)) {
            ClearedCause cause =
                    shown.facts().occurredAt() == raising.facts().occurredAt() ? ClearedCause.PLAN_CHANGED : ClearedCause.CORRECTED;
            return cleared(was, cause, shown.lateness(), shown.facts(), look);
        }
        if (look.occasion == Occasion.THRESHOLDS && hasFallenBelow(shown.lateness(), was, steps)) {
            return cleared(was, ClearedCause.THRESHOLDS_CHANGED, shown.lateness(), shown.facts(), look);
        }
        long until = plus(raising.raisedAt(), shownFor);
        if (look.clock >= until) {
            return was.told(raising.cleared(ClearedCause.EXPIRED, until, shown.lateness(), shown.facts()))
                    .spent(true);
        }
        return goesOn(was, shown.facts(), UNKNOWN, shown.lateness(), steps, look, true);
    }

    /** By the thresholds that there were it stood, not by the deadband alone; by those that there are it would not. */
    private static boolean hasFallenBelow(long value, Alert was, SeverityThresholds steps) {
        return value >= was.raising().threshold() && value < steps.first();
    }

    /** It stays raised; something about it may be different. */
    private static Alert goesOn(
            Alert was, AlertDetails facts, long since, long value, SeverityThresholds steps, Look look, boolean isShown) {
        RaisedAlert raising = was.raising();
        Severity now = steps.severity(value);
        Severity severity = now == null ? raising.severity() : Severity.greater(raising.severity(), now);
        boolean isWorse = severity != raising.severity();
        boolean isOther = isWorse || !facts.equals(raising.facts()) || look.isGrouped != raising.isGrouped();
        if (!isOther && since == raising.since() && isShown == raising.isShown()) {
            return was;
        }
        RaisedAlert then = new RaisedAlert(
                severity,
                isShown,
                since,
                facts,
                look.isGrouped,
                isOther ? value : raising.value(),
                isWorse ? steps.step(severity) : raising.threshold(),
                isOther && look.trainNumber != null ? look.trainNumber : raising.trainNumber(),
                raising.raisedAt(),
                UNKNOWN,
                null);
        return isOther ? was.told(then) : was.quietly(then);
    }

    private static Alert cleared(Alert was, ClearedCause cause, long value, AlertDetails facts, Look look) {
        return was.told(was.raising().cleared(cause, look.clock, Math.max(0, value), facts));
    }

    /** What shows that it was not as long as any step shows that it was raised for nothing. */
    private static ClearedCause orCorrected(ClearedCause cause, long lasted, SeverityThresholds steps) {
        return lasted < steps.first() ? ClearedCause.CORRECTED : cause;
    }

    /** An alert that was raised is over at this value, or at a lesser one. */
    private long clearsAt(AlertType type, SeverityThresholds steps) {
        return type.isLateness() ? Math.min(lateClear, steps.first() - 1) : steps.first() - 1;
    }

    /** When to look again if nothing else comes; {@link #NEVER} if there is no need to. */
    long due(Alert alert, Finding verdict, SeverityThresholds steps) {
        long due = NEVER;
        if (alert.isRaised()) {
            if (verdict instanceof Finding.Growing growing) {
                due = plus(growing.since(), steps.above(alert.raising().severity()));
            } else if (verdict instanceof Finding.Shown) {
                due = plus(alert.raising().raisedAt(), shownFor);
            }
            return due;
        }
        if (verdict instanceof Finding.Growing growing) {
            due = plus(growing.since(), steps.first());
        }
        return alert.isCleared() ? Math.min(due, plus(alert.raising().clearedAt(), clearedKept)) : due;
    }

    /** All of it that bears on when something is due, as text. */
    @Override
    public String toString() {
        return lateClear + " " + shownFor + " " + clearedKept;
    }

    private static long plus(long at, long duration) {
        return duration == SeverityThresholds.UNWANTED ? NEVER : at + duration;
    }
}
