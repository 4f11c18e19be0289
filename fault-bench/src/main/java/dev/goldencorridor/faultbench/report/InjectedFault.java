package dev.goldencorridor.faultbench.report;

import dev.goldencorridor.faultbench.faults.FaultKind;
import java.time.Duration;
import java.time.Instant;

/**
 * A fault that was injected, and the pause that followed.
 *
 * @param target the process that it hit
 * @param fromNanos when it was injected, as {@link System#nanoTime}
 * @param toNanos when the next fault was injected, or when the run ended
 * @param pause the longest time without any new value
 * @param partitionPause the longest time without a new value in the partition that paused longest
 */
public record InjectedFault(
        FaultKind kind,
        String target,
        Instant at,
        long fromNanos,
        long toNanos,
        Duration pause,
        Duration partitionPause) {
    /** When the next fault was injected, or when the run ended. */
    public Instant until() {
        return at.plusNanos(toNanos - fromNanos);
    }

    boolean covers(long nanos) {
        return nanos - fromNanos >= 0 && nanos - toNanos < 0;
    }
}
