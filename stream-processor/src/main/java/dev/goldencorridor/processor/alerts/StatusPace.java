package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_STATUS_ROUND;

import dev.goldencorridor.processor.state.EmitThrottle;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how often the status of a run is published, and for how long in each interval. A run gets at most one value
 * in an interval, and at most one a commit. While the task is behind, it publishes in rounds alone and rests after
 * each, unless too many runs wait. So a run that changes often is published less often. For a task's thread.
 */
final class StatusPace {
    /** Each commit can then have the changes of its interval. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    /** A task that is behind spends at most one part in twenty of its thread's time. */
    private static final int REST_FACTOR_WHEN_BEHIND = 20;

    /** A task is idle when no run has changed for so long. */
    private static final long IDLE_MILLIS = 1_000;

    private static final double NANOS_IN_MILLISECOND = 1_000_000.0;

    private final int tasksPerThread;
    private final LongSupplier wallClock;
    private final EmitThrottle throttle = new EmitThrottle();
    /** The runs that must wait, in the order in which they were published. */
    private final Map<String, Published> lately = new LinkedHashMap<>();

    private long commits;
    private long receivedAt = Long.MIN_VALUE;
    private long intervalBegan = Long.MIN_VALUE;
    private long spentNanos;

    private record Published(long at, long commits) {}

    /** @param wallClock the time of day, milliseconds since 1970-01-01T00:00Z */
    StatusPace(int tasksPerThread, LongSupplier wallClock) {
        this.tasksPerThread = tasksPerThread;
        this.wallClock = wallClock;
    }

    /**
     * To be called for each changed call received.
     *
     * @param timestamp when the broker appended its report, milliseconds since 1970-01-01T00:00Z
     */
    void received(long timestamp) {
        throttle.received(timestamp);
        receivedAt = wallClock.getAsLong();
    }

    /** To be called at each commit of changes. */
    void committed() {
        commits++;
    }

    /** Whether a run may be published with its event. Half of the time is left to rounds: no run waits for long. */
    boolean isAtOnce(String run) {
        return !isBehind() && remainingNanos() > MAX_STATUS_ROUND.toNanos() / 2 && !mustWait(run);
    }

    /** Returns for how long the task may publish now, in nanoseconds. */
    long remainingNanos() {
        long now = wallClock.getAsLong();
        if (throttle.isPaused(now)) {
            return 0;
        }
        if (!isWithinInterval(intervalBegan, now)) {
            intervalBegan = now;
            spentNanos = 0;
        }
        return MAX_STATUS_ROUND.toNanos() - spentNanos;
    }

    /** After a clock went back, the instant is in the future. */
    private static boolean isWithinInterval(long began, long now) {
        return began <= now && now < began + INTERVAL.toMillis();
    }

    private boolean isBehind() {
        long now = wallClock.getAsLong();
        // The latest report of an idle task is old, too.
        boolean isIdle = now > receivedAt + IDLE_MILLIS;
        return throttle.isBehind(now) && !isIdle;
    }

    /** Whether the run had a value in this interval or in this commit. */
    boolean mustWait(String run) {
        forgetPast();
        return lately.containsKey(run);
    }

    private void forgetPast() {
        long now = wallClock.getAsLong();
        Iterator<Published> earliest = lately.values().iterator();
        while (earliest.hasNext()) {
            Published published = earliest.next();
            boolean mustWait = published.commits == commits || isWithinInterval(published.at, now);
            if (mustWait) {
                return;
            }
            earliest.remove();
        }
    }

    void published(String run) {
        lately.put(run, new Published(wallClock.getAsLong(), commits));
    }

    /** To be called after the task has published for some time. */
    void spent(long nanos) {
        spentNanos += nanos;
        int factor = isBehind() ? REST_FACTOR_WHEN_BEHIND * tasksPerThread : 1;
        throttle.emitted(Math.round(factor * nanos / NANOS_IN_MILLISECOND), wallClock.getAsLong());
    }
}
