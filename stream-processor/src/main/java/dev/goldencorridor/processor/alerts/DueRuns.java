package dev.goldencorridor.processor.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The train runs in the order of their next evaluation. Polling costs O(due runs), however many are scheduled. The
 * schedule is on the heap. After a start, each watched run is due at once, and its evaluation schedules the next one.
 *
 * <p>A run is scheduled once at most. It is rescheduled when it is due earlier. When it is due later it stays, and
 * one evaluation finds nothing: that costs less than rescheduling at every event. Instants are milliseconds since
 * 1970-01-01T00:00Z.
 */
final class DueRuns {
    private final Map<String, DueRun> byRun = new HashMap<>();
    private final TreeSet<DueRun> byTime =
            new TreeSet<>(Comparator.comparingLong(DueRun::at).thenComparing(DueRun::run));

    /** Runs that were not evaluated since the start, or since a re-reading. They are due at once. */
    private final Set<String> unevaluated = new LinkedHashSet<>();

    private record DueRun(long at, String run) {}

    /**
     * Schedules the run no later than it is due.
     *
     * @param dueAt {@link AlertLifecycle#NEVER} if the run needs no evaluation
     */
    void schedule(String run, long dueAt) {
        if (dueAt < scheduledAt(run)) {
            cancel(run);
            DueRun due = new DueRun(dueAt, run);
            byRun.put(run, due);
            byTime.add(due);
        }
    }

    /** Schedules the run at once. */
    void scheduleAtOnce(String run) {
        cancel(run);
        unevaluated.add(run);
    }

    boolean isUnevaluated(String run) {
        return unevaluated.contains(run);
    }

    /** When the run is evaluated next; {@link AlertLifecycle#NEVER} if it is not scheduled. */
    long scheduledAt(String run) {
        if (isUnevaluated(run)) {
            return Long.MIN_VALUE;
        }
        DueRun due = byRun.get(run);
        return due == null ? AlertLifecycle.NEVER : due.at;
    }

    /** When the earliest evaluated run is due; {@link AlertLifecycle#NEVER} if none is scheduled. */
    long nextDueAt() {
        return byTime.isEmpty() ? AlertLifecycle.NEVER : byTime.first().at;
    }

    void cancel(String run) {
        unevaluated.remove(run);
        DueRun due = byRun.remove(run);
        if (due != null) {
            byTime.remove(due);
        }
    }

    /**
     * The runs that are due, but no more than the maximum: the unevaluated ones first, then the earliest. They remain
     * scheduled.
     */
    List<String> due(long now, int max) {
        List<String> due = new ArrayList<>();
        for (Iterator<String> first = unevaluated.iterator(); due.size() < max && first.hasNext(); ) {
            due.add(first.next());
        }
        Iterator<DueRun> earliest = byTime.iterator();
        while (due.size() < max && earliest.hasNext()) {
            DueRun next = earliest.next();
            if (next.at > now) {
                break;
            }
            due.add(next.run);
        }
        return due;
    }
}
