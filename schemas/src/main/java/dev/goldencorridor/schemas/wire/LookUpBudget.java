package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_CALL_SECONDS;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_CALL_SECONDS_PER_SECOND;

/**
 * Limits the number of calls to the registry and the time that they take: two token buckets. The calls run on threads
 * that process events, so a slow registry must not use up their time. Not thread-safe.
 */
final class LookUpBudget {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Lower limit of the time bucket, so that one very slow call does not block all others for long. */
    private static final double MIN_SECONDS = -1;

    /** A bucket that lacks fewer calls than this counts as hardly used. */
    private static final int FEW_CALLS = 2;

    private final double maxCalls;
    private final double callsPerSecond;
    private double calls;
    private double seconds = MAX_CALL_SECONDS;
    private long refilledAt;

    LookUpBudget(int maxCalls, int callsPerSecond, long now) {
        this.maxCalls = maxCalls;
        this.callsPerSecond = callsPerSecond;
        this.calls = maxCalls;
        this.refilledAt = now;
    }

    /** Whether a call is allowed. */
    boolean allows(long now) {
        return hasTime(now) && calls >= 1;
    }

    /** Whether almost all calls are left. This is usual where few schema ids are unknown. */
    boolean isHardlyUsed(long now) {
        return hasTime(now) && calls > maxCalls - FEW_CALLS;
    }

    /** Whether the time bucket allows another call. */
    boolean hasTime(long now) {
        double elapsed = Math.max(0, now - refilledAt) / NANOS_PER_SECOND;
        calls = Math.min(maxCalls, calls + elapsed * callsPerSecond);
        seconds = Math.min(MAX_CALL_SECONDS, seconds + elapsed * MAX_CALL_SECONDS_PER_SECOND);
        refilledAt = now;
        return seconds > 0;
    }

    void callBegins() {
        calls = Math.max(0, calls - 1);
    }

    void callTook(long nanos) {
        seconds = Math.max(MIN_SECONDS, seconds - nanos / NANOS_PER_SECOND);
    }
}
