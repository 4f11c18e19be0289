package dev.goldencorridor.faultbench.faults;

import java.time.Duration;

/**
 * A fault of the schedule.
 *
 * @param target the number of the process, from 0, where a kind has several
 * @param lasts until the fault is healed
 * @param calm the time between the recovery and the next fault
 */
public record PlannedFault(FaultKind kind, int target, Duration lasts, Duration calm) {}
