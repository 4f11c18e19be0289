package dev.goldencorridor.processor.delays;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * When to look at which run, in order of time, on the heap: a look costs what is due, and nothing where nothing is, however
 * many wait. What is kept of a run says where it stands here, so that nothing of this needs a store of its own: after a
 * restart it is made again from the runs.
 *
 * <p>A run stands here once. It is moved when it is due earlier; when it is due later it is looked at once for nothing,
 * which costs less than to move it at every event. Where it stood before it was moved is not searched for but stays, and is
 * passed over when its time comes.
 */
final class Timers {
    private final Queue<Timer> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparing(Timer::run));

    /** When to look at a run, unless it stands elsewhere by then. */
    record Timer(long at, String run) {}

    /**
     * Sees to it that a run is looked at.
     *
     * @param stands where it stands already; {@link AlertLife#NEVER} if it does not
     * @param due when to look; {@link AlertLife#NEVER} if there is no need to
     * @return where it stands now
     */
    long set(String run, long stands, long due) {
        if (due >= stands) {
            return stands;
        }
        waiting.add(new Timer(due, run));
        return due;
    }

    /** The next one that has come up by the clock, taken out; null if none has. */
    Timer takeDue(long clock) {
        Timer first = waiting.peek();
        return first == null || first.at > clock ? null : waiting.poll();
    }
}
