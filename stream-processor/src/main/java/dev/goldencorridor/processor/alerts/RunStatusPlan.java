package dev.goldencorridor.processor.alerts;

import java.time.Duration;

/**
 * How the status of runs is published.
 *
 * @param isPublished whether it is published at all
 * @param retention how long the status of a run stays after the run ended
 * @param tasksPerThread how many tasks share a thread, about. While they are behind, each publishes less.
 */
public record RunStatusPlan(boolean isPublished, Duration retention, int tasksPerThread) {}
