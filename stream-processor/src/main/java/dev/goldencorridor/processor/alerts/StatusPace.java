package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_STATUS_ROUND;

import dev.goldencorridor.processor.state.EmitThrottle;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often the status of a run is published, and for how long in each interval. A run gets at most one value
 * in an interval, and at most one a commit. While the task is behind, it publishes in rounds alone and rests after
 * each. So a run that changes often is published less often. A task that receives no reports has time, and publishes
 * for longer. For a task's thread.
 */
final class StatusPace {
    /** Each commit can then have the changes of its interval. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    /** A task that is behind spends at most one part in twenty of its thread's time. */
    private static final int REST_FACTOR_WHEN_BEHIND = 20;

    /** A task without reports may spend half of its time. */
    private static final int ROUND_FACTOR_WHILE_IDLE = 5;

    /** A task is idle when it has received no report for so long. */
    private static final long IDLE_MILLIS = 1_000;

    private static final double NANOS_IN_MILLISECOND = 1_000_000.0;

    private final int tasksPerThread;
    private final EmitThrottle throttle = new EmitThrottle();
    /** The runs that must wait, in the order in which they were published. */
    private final Map<String, Published> lately = new LinkedHashMap<>();

    private long commits;
    private boolean hasReceived;
    private long receivedAt;
    private long intervalBegan = Long.MIN_VALUE;
    private long spentNanos;

    private record Published(long at, long commits) {}

    StatusPace(int tasksPerThread) {
        this.tasksPerThread = tasksPerThread;
    }

    /**
     * To be called for each report received.
     *
     * @param timestamp when the broker appended it, milliseconds since 1970-01-01T00:00Z
     * @param wallClock the time of day, in the same unit
     */
    void received(long timestamp, long wallClock) {
        throttle.received(timestamp);
        hasReceived = true;
        receivedAt = wallClock;
    }

    /** To be called at each commit of changes. */
    void committed() {
        commits++;
    }

    /** Whether a run may be published with its event. Half of the time is left to rounds: no run waits for long. */
    boolean isAtOnce(String run, long wallClock) {
        return !isBehind(wallClock)
                && remainingNanos(wallClock) > MAX_STATUS_ROUND.toNanos() / 2
                && !mustWait(run, wallClock);
    }

    /** Returns for how long the task may publish now, in nanoseconds. */
    long remainingNanos(long wallClock) {
        if (throttle.isPaused(wallClock)) {
            return 0;
        }
        boolean isNewInterval = wallClock < intervalBegan || wallClock >= intervalBegan + INTERVAL.toMillis();
        if (isNewInterval) {
            intervalBegan = wallClock;
            spentNanos = 0;
        }
        return MAX_STATUS_ROUND.toNanos() * (isIdle(wallClock) ? ROUND_FACTOR_WHILE_IDLE : 1) - spentNanos;
    }

    /** The latest report of an idle task is old, too. */
    private boolean isBehind(long wallClock) {
        return throttle.isBehind(wallClock) && !isIdle(wallClock);
    }

    private boolean isIdle(long wallClock) {
        return !hasReceived || wallClock - receivedAt > IDLE_MILLIS;
    }

    private void forgetPast(long wallClock) {
        Iterator<Published> earliest = lately.values().iterator();
        while (earliest.hasNext()) {
            Published published = earliest.next();
            boolean mustWait = published.commits == commits || wallClock < published.at + INTERVAL.toMillis();
            if (mustWait) {
                return;
            }
            earliest.remove();
        }
    }

    /** Whether the run had a value in this interval or in this commit. */
    boolean mustWait(String run, long wallClock) {
        forgetPast(wallClock);
        return lately.containsKey(run);
    }

    void published(String run, long wallClock) {
        lately.put(run, new Published(wallClock, commits));
    }

    /** To be called after the task has published for some time. */
    void spent(long nanos, long wallClock) {
        spentNanos += nanos;
        int factor = isBehind(wallClock) ? REST_FACTOR_WHEN_BEHIND * tasksPerThread : 1;
        throttle.emitted(Math.round(factor * nanos / NANOS_IN_MILLISECOND), wallClock);
    }
}
