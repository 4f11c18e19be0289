package dev.goldencorridor.processor.aggregation;

import java.time.Duration;

/**
 * The intervals of {@link CombineProcessor}, by the wall clock.
 *
 * @param interval the shortest interval between two forwards
 * @param watermarkInterval the shortest interval between two watermarks. Each goes from each task to all partitions, so
 *     their number grows with the square of the partitions.
 */
public record CombinePlan(Duration interval, Duration watermarkInterval) {}
