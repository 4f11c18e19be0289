package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.alerts.rules.Finding;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.time.Duration;

/**
 * The transitions of an alert: it is raised, may become more severe, is cleared, and is withdrawn some time later.
 * Each is a pure function of the alert, the finding of its rule, and the evaluation. Instants and durations are in
 * milliseconds.
 */
final class AlertLifecycle {
    /** The due time of an alert that needs no further evaluation. */
    static final long NEVER = Long.MAX_VALUE;

    private final long lateClear;
    private final long shownFor;
    private final long clearedKept;

    AlertLifecycle(Duration lateClear, Duration shownFor, Duration clearedKept) {
        this.lateClear = lateClear.toMillis();
        this.shownFor = shownFor.toMillis();
        this.clearedKept = clearedKept.toMillis();
    }

    /** The alert after its next transition; an equal one if there is none. The caller repeats this until then. */
    Alert next(Alert before, Finding finding, Evaluation evaluation) {
        if (before.isRaised()) {
            return updateOrClear(before, finding, evaluation);
        }
        if (before.isCleared()) {
            if (isKeptLongEnough(before, evaluation.now())) {
                return before.withdrawn();
            }
            if (hasLaterReason(before, evaluation)) {
                return withReason(before, evaluation.reportedCause());
            }
        }
        if (finding instanceof Finding.Ongoing ongoing) {
            return raiseOngoing(before, ongoing, evaluation);
        }
        if (finding instanceof Finding.AlreadyLate alreadyLate) {
            return raiseAlreadyLate(before, alreadyLate, evaluation);
        }
        return before.latenessReported(false);
    }

    private boolean isKeptLongEnough(Alert cleared, long now) {
        return now >= plus(cleared.raised().clearedAt(), clearedKept);
    }

    /** Whether a cause was reported after the alert was cleared. It still revises the alert. */
    private static boolean hasLaterReason(Alert cleared, Evaluation evaluation) {
        return evaluation.reportedCause() != null
                && !evaluation.reportedCause().equals(cleared.raised().details().reason());
    }

    private static Alert withReason(Alert cleared, String reason) {
        RaisedAlert raised = cleared.raised();
        return cleared.revised(raised.with(raised.details().withReason(reason)));
    }

    private static Alert raiseOngoing(Alert before, Finding.Ongoing ongoing, Evaluation evaluation) {
        SeverityThresholds thresholds = evaluation.thresholds();
        long duration = evaluation.now() - ongoing.since();
        Alert unreported = before.latenessReported(false);
        if (thresholds.severity(duration) == null) {
            return unreported;
        }
        long raisedAt = evaluation.trigger() == Trigger.TIME ? ongoing.since() + thresholds.first() : evaluation.now();
        return raise(unreported, ongoing.details(), ongoing.since(), duration, evaluation, raisedAt, false);
    }

    private Alert raiseAlreadyLate(Alert before, Finding.AlreadyLate alreadyLate, Evaluation evaluation) {
        long lateness = alreadyLate.lateness();
        if (lateness <= clearsAt(before.type(), evaluation.thresholds())) {
            return before.latenessReported(false);
        }
        boolean hasMovedOn = alreadyLate.movedOnCause() != null;
        if (hasMovedOn || before.isLatenessReported() || evaluation.thresholds().severity(lateness) == null) {
            return before;
        }
        // A threshold change raises no alert for an event of the past.
        return evaluation.trigger() == Trigger.THRESHOLDS
                ? before.latenessReported(true)
                : raise(before, alreadyLate.details(), UNKNOWN, lateness, evaluation, evaluation.now(), true);
    }

    private static Alert raise(
            Alert before,
            AlertDetails details,
            long since,
            long value,
            Evaluation evaluation,
            long raisedAt,
            boolean isAlreadyLate) {
        Severity severity = evaluation.thresholds().severity(value);
        return before.revised(new RaisedAlert(
                severity,
                isAlreadyLate,
                since,
                details,
                evaluation.isGrouped(),
                value,
                evaluation.thresholds().step(severity),
                evaluation.trainNumber(),
                raisedAt,
                UNKNOWN,
                null));
    }

    private Alert updateOrClear(Alert before, Finding finding, Evaluation evaluation) {
        RaisedAlert raised = before.raised();
        if (finding instanceof Finding.Ongoing ongoing) {
            return afterOngoing(before, ongoing, evaluation);
        }
        if (finding instanceof Finding.AlreadyLate alreadyLate) {
            return raised.isAlreadyLate()
                    ? afterAlreadyLate(before, alreadyLate, evaluation)
                    : clearOverdueEvent(before, alreadyLate, evaluation);
        }
        if (finding instanceof Finding.Ended ended) {
            ClearedCause cause = causeOrCorrected(ended.cause(), ended.duration(), evaluation);
            return clear(before, cause, ended.duration(), ended.details(), evaluation);
        }
        if (finding instanceof Finding.HeardAgain heardAgain) {
            long silence = heardAgain.at() - raised.since();
            ClearedCause cause = causeOrCorrected(heardAgain.cause(), silence, evaluation);
            return clear(before, cause, silence, heardAgain.details(), evaluation);
        }
        return clear(before, ((Finding.None) finding).cause(), raised.value(), raised.details(), evaluation);
    }

    private Alert afterOngoing(Alert before, Finding.Ongoing ongoing, Evaluation evaluation) {
        // After a failover the clock may be a little behind the former instance's.
        long duration = Math.max(evaluation.now(), before.raised().raisedAt()) - ongoing.since();
        if (isClearedByThresholds(before, duration, evaluation)) {
            return clear(before, ClearedCause.THRESHOLDS_CHANGED, duration, ongoing.details(), evaluation);
        }
        if (duration <= clearsAt(before.type(), evaluation.thresholds())) {
            return clear(before, laterStartCause(before, ongoing, evaluation), duration, ongoing.details(), evaluation);
        }
        return update(before, ongoing.details(), ongoing.since(), duration, evaluation, false);
    }

    /** An event that ended the former delay before the first threshold shows that the alert was raised by mistake. */
    private static ClearedCause laterStartCause(Alert before, Finding.Ongoing ongoing, Evaluation evaluation) {
        ClearedCause cause = ongoing.laterStartCause();
        long formerDuration = ongoing.since() - before.raised().since();
        return cause.isEvent() ? causeOrCorrected(cause, formerDuration, evaluation) : cause;
    }

    /** The overdue event has occurred. Its lateness counts as reported, so that it is not raised again. */
    private static Alert clearOverdueEvent(Alert before, Finding.AlreadyLate alreadyLate, Evaluation evaluation) {
        long lateness = alreadyLate.lateness();
        ClearedCause cause = causeOrCorrected(alreadyLate.occurredCause(), lateness, evaluation);
        return clear(before, cause, lateness, alreadyLate.details(), evaluation)
                .latenessReported(lateness >= evaluation.thresholds().first());
    }

    private Alert afterAlreadyLate(Alert before, Finding.AlreadyLate alreadyLate, Evaluation evaluation) {
        RaisedAlert raised = before.raised();
        long lateness = alreadyLate.lateness();
        AlertDetails details = alreadyLate.details();
        if (alreadyLate.movedOnCause() != null) {
            return clear(before, alreadyLate.movedOnCause(), lateness, details, evaluation)
                    .latenessReported(true);
        }
        if (lateness <= clearsAt(before.type(), evaluation.thresholds())) {
            boolean isSameEventTime = details.occurredAt() == raised.details().occurredAt();
            ClearedCause cause = isSameEventTime ? ClearedCause.PLAN_CHANGED : ClearedCause.CORRECTED;
            return clear(before, cause, lateness, details, evaluation);
        }
        if (isClearedByThresholds(before, lateness, evaluation)) {
            return clear(before, ClearedCause.THRESHOLDS_CHANGED, lateness, details, evaluation);
        }
        long expiresAt = plus(raised.raisedAt(), shownFor);
        if (evaluation.now() >= expiresAt) {
            return before.revised(raised.cleared(ClearedCause.EXPIRED, expiresAt, lateness, details))
                    .latenessReported(true);
        }
        return update(before, details, UNKNOWN, lateness, evaluation, true);
    }

    /**
     * Whether changed thresholds clear the alert: the value reaches the former threshold and is below the new ones. A
     * value that only the deadband kept raised is left to the deadband.
     */
    private static boolean isClearedByThresholds(Alert before, long value, Evaluation evaluation) {
        return evaluation.trigger() == Trigger.THRESHOLDS
                && value >= before.raised().threshold()
                && value < evaluation.thresholds().first();
    }

    /**
     * The alert stays raised. Its severity never falls. A new severity, new details or another grouping revise it;
     * another start or kind of lateness is stored without a revision.
     */
    private static Alert update(
            Alert before, AlertDetails details, long since, long value, Evaluation evaluation, boolean isAlreadyLate) {
        RaisedAlert raised = before.raised();
        Severity current = evaluation.thresholds().severity(value);
        Severity severity = current == null ? raised.severity() : Severity.greater(raised.severity(), current);
        boolean isWorse = severity != raised.severity();
        boolean isRevised =
                isWorse || !details.equals(raised.details()) || evaluation.isGrouped() != raised.isGrouped();
        if (!isRevised && since == raised.since() && isAlreadyLate == raised.isAlreadyLate()) {
            return before;
        }
        RaisedAlert updated = new RaisedAlert(
                severity,
                isAlreadyLate,
                since,
                details,
                evaluation.isGrouped(),
                isRevised ? value : raised.value(),
                isWorse ? evaluation.thresholds().step(severity) : raised.threshold(),
                isRevised && evaluation.trainNumber() != null ? evaluation.trainNumber() : raised.trainNumber(),
                raised.raisedAt(),
                UNKNOWN,
                null);
        return isRevised ? before.revised(updated) : before.unrevised(updated);
    }

    private static Alert clear(
            Alert before, ClearedCause cause, long value, AlertDetails details, Evaluation evaluation) {
        return before.revised(before.raised().cleared(cause, evaluation.now(), Math.max(0, value), details));
    }

    /** A delay that ended below the first threshold shows that the alert was raised by mistake. */
    private static ClearedCause causeOrCorrected(ClearedCause cause, long duration, Evaluation evaluation) {
        return duration < evaluation.thresholds().first() ? ClearedCause.CORRECTED : cause;
    }

    /**
     * The greatest value that clears a raised alert. For a lateness it is lower than the first threshold: the
     * deadband.
     */
    private long clearsAt(AlertType type, SeverityThresholds thresholds) {
        long belowFirst = thresholds.first() - 1;
        return type.isLateness() ? Math.min(lateClear, belowFirst) : belowFirst;
    }

    /** When the alert needs its next evaluation if no update comes; {@link #NEVER} if it needs none. */
    long dueAt(Alert alert, Finding finding, SeverityThresholds thresholds) {
        if (alert.isRaised()) {
            if (finding instanceof Finding.Ongoing ongoing) {
                return plus(ongoing.since(), thresholds.above(alert.raised().severity()));
            }
            return finding instanceof Finding.AlreadyLate ? plus(alert.raised().raisedAt(), shownFor) : NEVER;
        }
        long raiseAt = finding instanceof Finding.Ongoing ongoing ? plus(ongoing.since(), thresholds.first()) : NEVER;
        return alert.isCleared() ? Math.min(raiseAt, plus(alert.raised().clearedAt(), clearedKept)) : raiseAt;
    }

    /** The durations that decide when an alert is due. The text is part of a stored fingerprint and must not change. */
    String fingerprintText() {
        return lateClear + " " + shownFor + " " + clearedKept;
    }

    private static long plus(long instant, long duration) {
        return duration == SeverityThresholds.UNWANTED ? NEVER : instant + duration;
    }
}
