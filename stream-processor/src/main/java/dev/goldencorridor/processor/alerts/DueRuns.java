package dev.goldencorridor.processor.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * When to look at which run, in order of time, on the heap: a look costs what is due, and nothing where nothing is, however
 * many wait. What is kept of a run says where it stands here, so that nothing of this needs a store of its own: after a
 * restart it is made again from the runs.
 *
 * <p>A run stands here once at most. It is moved when it is due earlier; when it is due later it is looked at once for
 * nothing, which costs less than to move it at every event.
 */
final class DueRuns {
    private final TreeSet<Timer> waiting =
            new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparing(Timer::run));

    /** When to look at a run. */
    private record Timer(long at, String run) {}

    /**
     * Sees to it that a run is looked at.
     *
     * @param stands where it stands already; {@link AlertLifecycle#NEVER} if it does not
     * @param due when to look; {@link AlertLifecycle#NEVER} if there is no need to
     * @return where it stands now
     */
    long set(String run, long stands, long due) {
        if (due >= stands) {
            return stands;
        }
        remove(run, stands);
        waiting.add(new Timer(due, run));
        return due;
    }

    void remove(String run, long stands) {
        if (stands != AlertLifecycle.NEVER) {
            waiting.remove(new Timer(stands, run));
        }
    }

    /** Takes out the runs to look at up to and with the clock, the first due first, but not more than so many. */
    List<String> takeDue(long clock, int most) {
        List<String> due = new ArrayList<>();
        while (due.size() < most && !waiting.isEmpty() && waiting.first().at <= clock) {
            due.add(waiting.pollFirst().run);
        }
        return due;
    }
}
