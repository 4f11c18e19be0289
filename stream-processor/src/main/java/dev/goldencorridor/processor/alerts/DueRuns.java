package dev.goldencorridor.processor.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * An index of the train runs by the time of their next evaluation. Polling costs O(due runs), however many are
 * scheduled. Each run stores its scheduled time, so the index needs no store of its own and is rebuilt from the runs
 * at a start.
 *
 * <p>A run is scheduled once at most. It is rescheduled when it is due earlier. When it is due later it stays, and
 * one evaluation finds nothing: that costs less than rescheduling at every event. Instants are milliseconds since
 * 1970-01-01T00:00Z.
 */
final class DueRuns {
    private final TreeSet<DueRun> scheduled =
            new TreeSet<>(Comparator.comparingLong(DueRun::at).thenComparing(DueRun::run));

    private record DueRun(long at, String run) {}

    /**
     * Schedules the run no later than it is due.
     *
     * @param scheduledAt the present schedule; {@link AlertLifecycle#NEVER} if there is none
     * @param dueAt {@link AlertLifecycle#NEVER} if the run needs no evaluation
     * @return the new schedule
     */
    long schedule(String run, long scheduledAt, long dueAt) {
        if (dueAt >= scheduledAt) {
            return scheduledAt;
        }
        cancel(run, scheduledAt);
        scheduled.add(new DueRun(dueAt, run));
        return dueAt;
    }

    /** When the earliest run is due; {@link AlertLifecycle#NEVER} if none is scheduled. */
    long nextDueAt() {
        return scheduled.isEmpty() ? AlertLifecycle.NEVER : scheduled.first().at;
    }

    void cancel(String run, long scheduledAt) {
        if (scheduledAt != AlertLifecycle.NEVER) {
            scheduled.remove(new DueRun(scheduledAt, run));
        }
    }

    /** Removes and returns the runs that are due, the earliest first, but no more than the maximum. */
    List<String> poll(long now, int max) {
        List<String> due = new ArrayList<>();
        while (due.size() < max && !scheduled.isEmpty() && scheduled.first().at <= now) {
            due.add(scheduled.pollFirst().run);
        }
        return due;
    }
}
