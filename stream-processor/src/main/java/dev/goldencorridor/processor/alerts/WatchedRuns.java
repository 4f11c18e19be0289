package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.AlertEvaluator.Evaluated;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;

/**
 * The train runs of one task: evaluates them, stores them, and schedules their next evaluation. Before a run changes,
 * it is evaluated up to the present. So the alerts do not depend on when the task polls. For a task's thread.
 */
final class WatchedRuns {
    private final WriteBehindCache<RunAlerts> runs;
    private final DueRuns dueRuns = new DueRuns();
    private final CallCapacity capacity;
    private final AlertEvaluator evaluator;
    private final long fingerprint;
    private final RunStatusPublisher publisher;

    /**
     * Restores the runs of one task and schedules them.
     *
     * @param section of the runs
     * @param maxReady a limit for the unchanged runs on the heap
     * @param fingerprint of the present thresholds
     * @param publisher of the status of the runs
     * @param areAllOutdated whether the status of each run must be published or withdrawn
     */
    WatchedRuns(
            StoreSection section,
            int maxReady,
            CommitHook.Registration commitHook,
            CallCapacity capacity,
            AlertEvaluator evaluator,
            long fingerprint,
            RunStatusPublisher publisher,
            boolean areAllOutdated) {
        this.runs = new WriteBehindCache<>(section, RunAlerts::toBytes, RunAlerts::fromBytes, maxReady, commitHook);
        this.capacity = capacity;
        this.evaluator = evaluator;
        this.fingerprint = fingerprint;
        this.publisher = publisher;
        section.forEach((run, stored) -> {
            RunAlerts.Header header = RunAlerts.headerOf(stored);
            dueRuns.schedule(run, AlertLifecycle.NEVER, header.scheduledAt());
            publisher.restored(run, header, areAllOutdated);
        });
    }

    boolean isWatched(String run) {
        return runs.entry(run).value() != null;
    }

    /**
     * Applies a changed call and evaluates the run.
     *
     * @param reportedBy the publisher; null if it is unknown
     * @param call null if the call has expired
     * @return false if the run has too many calls, so that this one is not watched
     */
    boolean update(String run, String facility, String reportedBy, Call call, long now) {
        WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
        RunAlerts before = entry.value();
        RunAlerts state = before == null ? RunAlerts.empty(fingerprint) : evaluatedUpTo(run, before, now);
        boolean isWithinLimits = call == null || capacity.hasCapacity(state, facility, reportedBy);
        if (!isWithinLimits && state.equals(before)) {
            // Nothing changes. So a report beyond the limits costs little.
            return false;
        }
        RunAlerts updated = isWithinLimits ? withCall(state, facility, reportedBy, call) : state;
        save(entry, run, evaluator.evaluate(run, updated, Trigger.UPDATE, now), now);
        return isWithinLimits;
    }

    /**
     * Applies a changed call without an evaluation. During a re-reading the calls are incomplete, so an evaluation could
     * find delays that never were. The review that follows evaluates the run.
     */
    void updateUnevaluated(String run, String facility, String reportedBy, Call call) {
        WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
        RunAlerts state = entry.value() == null ? RunAlerts.empty(RunAlerts.NOT_EVALUATED) : entry.value();
        RunAlerts updated = call == null || capacity.hasCapacity(state, facility, reportedBy)
                ? withCall(state, facility, reportedBy, call)
                : state;
        RunAlerts saved = publisher.outdated(run, updated);
        boolean isEmpty = saved.isEmpty() && saved.alerts().isEmpty();
        entry.set(isEmpty ? null : saved);
    }

    private RunAlerts withCall(RunAlerts state, String facility, String reportedBy, Call call) {
        return call == null
                ? state.withExpired(facility, publisher.isPublished())
                : state.with(facility, reportedBy, call);
    }

    /** Publishes the status of changed runs. */
    void publish(long now, long wallClock) {
        publisher.publishRound(wallClock, run -> {
            WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
            if (entry.value() != null) {
                RunAlerts published = publisher.publish(run, entry.value(), now);
                boolean isForgotten = !published.published().isPublished() && published.isOver();
                RunAlerts state = isForgotten ? published.withoutExpired() : published;
                schedule(entry, run, state, state.scheduledAt(), AlertLifecycle.NEVER, now);
            }
        });
    }

    /**
     * Evaluates the runs with raised alerts at a port that was closed or opened, which groups or ungroups their
     * alerts.
     */
    void evaluateRaisedAt(String facility, long now) {
        evaluator.forEachRaised(facility, run -> {
            WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
            if (entry.value() != null) {
                RunAlerts state = evaluatedUpTo(run, entry.value(), now);
                save(entry, run, evaluator.evaluate(run, state, Trigger.UPDATE, now), now);
            }
        });
    }

    /** Evaluates the run unless the present thresholds already have. */
    void review(String run, long now) {
        WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
        if (entry.value() != null && !isEvaluatedByPresentThresholds(entry.value())) {
            save(entry, run, evaluatePresent(run, entry.value(), now), now);
        }
    }

    /**
     * Evaluates the runs that are due, at most as many as given.
     *
     * @return whether any run was due
     */
    boolean evaluateDue(long now, int maxRuns) {
        boolean isAnyDue = false;
        for (String run : dueRuns.poll(now, maxRuns)) {
            isAnyDue = true;
            WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
            if (entry.value() != null) {
                save(entry, run, evaluatePresent(run, entry.value(), now), now);
            }
        }
        return isAnyDue;
    }

    /** When the earliest evaluation is due; {@link AlertLifecycle#NEVER} if none is scheduled. */
    long nextDueAt() {
        return dueRuns.nextDueAt();
    }

    /** The state of the run at present, before an update is applied. */
    private RunAlerts evaluatedUpTo(String run, RunAlerts state, long now) {
        boolean isUpToDate = isEvaluatedByPresentThresholds(state) && state.scheduledAt() > now;
        return isUpToDate ? state : evaluatePresent(run, state, now).state();
    }

    /** Evaluates the run after time has passed, or after the thresholds have changed. */
    private Evaluated evaluatePresent(String run, RunAlerts state, long now) {
        return isEvaluatedByPresentThresholds(state)
                ? evaluator.evaluate(run, state, Trigger.TIME, now)
                : evaluator.evaluate(run, state.withEvaluatedBy(fingerprint), Trigger.THRESHOLDS, now);
    }

    private boolean isEvaluatedByPresentThresholds(RunAlerts state) {
        return state.evaluatedBy() == fingerprint;
    }

    private void save(WriteBehindCache<RunAlerts>.Entry entry, String run, Evaluated evaluated, long now) {
        RunAlerts state = evaluated.state();
        RunAlerts before = entry.value();
        boolean isTombstoneDue = publisher.tombstoneAt(state) <= now;
        boolean isChanged = before == null
                || !state.alerts().equals(before.alerts())
                || !state.calls().isSameAs(before.calls());
        RunAlerts saved = isChanged || isTombstoneDue ? publisher.outdated(run, state) : state;
        long scheduledAt = saved.scheduledAt();
        boolean isPast = scheduledAt <= now;
        if (isPast) {
            // This evaluation was the one that was scheduled.
            dueRuns.cancel(run, scheduledAt);
            scheduledAt = AlertLifecycle.NEVER;
        }
        schedule(entry, run, saved, scheduledAt, evaluated.dueAt(), now);
    }

    /** Stores the state and schedules its next evaluation, or that of its tombstone. */
    private void schedule(
            WriteBehindCache<RunAlerts>.Entry entry,
            String run,
            RunAlerts state,
            long scheduledAt,
            long dueAt,
            long now) {
        if (state.isEmpty()) {
            dueRuns.cancel(run, scheduledAt);
            entry.set(null);
            return;
        }
        long tombstoneAt = publisher.tombstoneAt(state);
        long earliest = tombstoneAt <= now ? dueAt : Math.min(dueAt, tombstoneAt);
        entry.set(state.withScheduledAt(dueRuns.schedule(run, scheduledAt, earliest)));
    }
}
