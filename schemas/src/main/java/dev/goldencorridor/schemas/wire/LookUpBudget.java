package dev.goldencorridor.schemas.wire;

/**
 * How many calls to the registry are allowed, and how long they may take: some at once, then so many a second. Calls are
 * made on the threads that process events, so a slow registry must not take up their time. For one thread at a time.
 */
final class LookUpBudget {
    private static final double NANOS_PER_SECOND = 1e9;
    /** The time that calls may take at once, and per second of the clock. */
    private static final double MAX_SECONDS = 3;

    private static final double SECONDS_PER_SECOND = 0.02;
    /** A call that has taken longer delays the next one no further. */
    private static final double MIN_SECONDS = -1;

    private static final int FEW_CALLS = 2;

    private final double maxCalls;
    private final double callsPerSecond;
    private double calls;
    private double seconds = MAX_SECONDS;
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

    /** Whether most calls are left, as where few ids are unknown. */
    boolean isHardlyUsed(long now) {
        return hasTime(now) && calls > maxCalls - FEW_CALLS;
    }

    /** Whether calls have taken so little time lately that another one may be made. */
    boolean hasTime(long now) {
        double elapsed = Math.max(0, now - refilledAt) / NANOS_PER_SECOND;
        calls = Math.min(maxCalls, calls + elapsed * callsPerSecond);
        seconds = Math.min(MAX_SECONDS, seconds + elapsed * SECONDS_PER_SECOND);
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
