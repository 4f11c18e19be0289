package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.AlertEvaluator.Evaluated;
import dev.goldencorridor.processor.model.Call;

/**
 * Evaluates the watched runs of one task, and schedules their next evaluation. Before a run changes, it is evaluated up
 * to the present. So the alerts do not depend on when the task polls. For a task's thread.
 */
final class WatchedRuns {
    private final WatchedRunStore runs;
    private final CallCapacity capacity;
    private final AlertEvaluator evaluator;
    private final long fingerprint;
    private final RunStatusPublisher publisher;

    /**
     * Restores the runs of one task.
     *
     * @param fingerprint of the present thresholds
     * @param publisher of the status of the runs
     */
    WatchedRuns(
            WatchedRunStore runs,
            CallCapacity capacity,
            AlertEvaluator evaluator,
            long fingerprint,
            RunStatusPublisher publisher) {
        this.runs = runs;
        this.capacity = capacity;
        this.evaluator = evaluator;
        this.fingerprint = fingerprint;
        this.publisher = publisher;
        runs.restore();
    }

    boolean isWatched(String run) {
        return runs.state(run) != null;
    }

    /**
     * Applies a changed call and evaluates the run.
     *
     * @param reportedBy the publisher; null if it is unknown
     * @param call null if the call has expired
     * @return false if the run has too many calls, so that this one is not watched
     */
    boolean update(String id, String facility, String reportedBy, Call call, long now) {
        WatchedRunStore.Run run = runs.open(id);
        RunAlerts before = run.state();
        RunAlerts state = before == null ? RunAlerts.empty(fingerprint) : evaluatedUpTo(run, now);
        boolean isWithinLimits = call == null || capacity.hasCapacity(state, facility, reportedBy);
        if (!isWithinLimits && state.equals(before)) {
            // Nothing changes. So a report beyond the limits costs little.
            return false;
        }
        RunAlerts updated = isWithinLimits ? withCall(state, facility, reportedBy, call) : state;
        save(run, evaluator.evaluate(id, updated, Trigger.UPDATE, now), now);
        return isWithinLimits;
    }

    /**
     * Applies a changed call without an evaluation. During a re-reading the calls are incomplete, so an evaluation could
     * find delays that never were. The first poll that follows evaluates the run.
     */
    void updateUnevaluated(String id, String facility, String reportedBy, Call call) {
        WatchedRunStore.Run run = runs.open(id);
        RunAlerts state = run.state() == null ? RunAlerts.empty(RunAlerts.NOT_EVALUATED) : run.state();
        RunAlerts updated = call == null || capacity.hasCapacity(state, facility, reportedBy)
                ? withCall(state, facility, reportedBy, call)
                : state;
        publisher.queue(id, updated);
        if (updated.isEmpty() && updated.alerts().isEmpty() && !publisher.isWaiting(id)) {
            run.delete();
        } else {
            run.saveUnevaluated(updated);
        }
    }

    private RunAlerts withCall(RunAlerts state, String facility, String reportedBy, Call call) {
        return call == null
                ? state.withExpired(facility, publisher.isPublished())
                : state.with(facility, reportedBy, call);
    }

    /** Publishes the status of a run that an event has just changed, unless it must wait for a round. */
    void publishAtOnce(String id, long now) {
        publisher.publishAtOnce(id, run -> publish(run, now));
    }

    /** Publishes the status of changed runs. */
    void publishRound(long now) {
        publisher.publishRound(run -> publish(run, now));
    }

    private void publish(String id, long now) {
        WatchedRunStore.Run run = runs.open(id);
        if (run.state() == null) {
            run.delete();
            return;
        }
        RunAlerts published = publisher.publish(id, run.state(), now);
        boolean isForgotten = !published.published().isPublished() && published.isOver();
        saveOrDelete(run, isForgotten ? published.withoutExpired() : published, AlertLifecycle.NEVER, now);
    }

    /**
     * Evaluates the runs with raised alerts at a port that was closed or opened, which groups or ungroups their
     * alerts.
     */
    void evaluateRaisedAt(String facility, long now) {
        evaluator.forEachRaised(facility, id -> {
            WatchedRunStore.Run run = runs.open(id);
            if (run.state() != null) {
                RunAlerts state = evaluatedUpTo(run, now);
                save(run, evaluator.evaluate(id, state, Trigger.UPDATE, now), now);
            }
        });
    }

    /**
     * Evaluates the runs that are due, at most as many as given.
     *
     * @return whether any run was due
     */
    boolean evaluateDue(long now, int maxRuns) {
        boolean isAnyDue = false;
        for (String id : runs.due(now, maxRuns)) {
            isAnyDue = true;
            WatchedRunStore.Run run = runs.open(id);
            if (run.state() == null) {
                run.delete();
            } else {
                save(run, evaluatePresent(run, now), now);
            }
        }
        return isAnyDue;
    }

    /** When the earliest evaluation is due; {@link AlertLifecycle#NEVER} if none is scheduled. */
    long nextDueAt() {
        return runs.nextDueAt();
    }

    /** The state of the run at present, before an update is applied. */
    private RunAlerts evaluatedUpTo(WatchedRunStore.Run run, long now) {
        boolean isUpToDate = isEvaluatedByPresentThresholds(run.state()) && run.scheduledAt() > now;
        return isUpToDate ? run.state() : evaluatePresent(run, now).state();
    }

    /** Evaluates the run after time has passed, or after the thresholds have changed. */
    private Evaluated evaluatePresent(WatchedRunStore.Run run, long now) {
        RunAlerts state = run.state();
        return isEvaluatedByPresentThresholds(state)
                ? evaluator.evaluate(run.id(), state, Trigger.TIME, now)
                : evaluator.evaluate(run.id(), state.withEvaluatedBy(fingerprint), Trigger.THRESHOLDS, now);
    }

    private boolean isEvaluatedByPresentThresholds(RunAlerts state) {
        return state.evaluatedBy() == fingerprint;
    }

    private void save(WatchedRunStore.Run run, Evaluated evaluated, long now) {
        RunAlerts state = evaluated.state();
        RunAlerts before = run.state();
        boolean isTombstoneDue = publisher.tombstoneAt(state) <= now;
        boolean isChanged = before == null
                || !state.alerts().equals(before.alerts())
                || !state.calls().isSameAs(before.calls());
        if (isChanged || isTombstoneDue) {
            publisher.queue(run.id(), state);
        } else if (run.isUnevaluated()) {
            publisher.queueUnchanged(run.id(), state);
        }
        run.cancelIfPast(now);
        saveOrDelete(run, state, evaluated.dueAt(), now);
        publisher.publishIfFull(run.id(), id -> publish(id, now));
    }

    /** Stores the state and schedules its next evaluation, or that of its tombstone. */
    private void saveOrDelete(WatchedRunStore.Run run, RunAlerts state, long dueAt, long now) {
        if (state.isEmpty() && !publisher.isWaiting(run.id())) {
            run.delete();
            return;
        }
        long tombstoneAt = publisher.tombstoneAt(state);
        run.save(state, tombstoneAt <= now ? dueAt : Math.min(dueAt, tombstoneAt));
    }
}
