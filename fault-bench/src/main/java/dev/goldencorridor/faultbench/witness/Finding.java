package dev.goldencorridor.faultbench.witness;

/**
 * A broken promise that a check found.
 *
 * @param check the name of the check
 * @param nanos when the value was received that shows it, as {@link System#nanoTime}
 * @param detail topic, key, the value and the expectation
 */
public record Finding(String check, Harm harm, long nanos, String detail) {}
