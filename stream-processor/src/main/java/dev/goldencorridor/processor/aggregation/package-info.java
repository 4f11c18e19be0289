/**
 * Step 3, {@code combine}, is {@link dev.goldencorridor.processor.aggregation.CombineProcessor}: it adds up measurements.
 * Step 4, {@code rolling}, is {@link dev.goldencorridor.processor.aggregation.RollingProcessor}: it emits the aggregates
 * of windows and calendar periods. {@code AggregateRecords} builds the records and computes their shares, such as {@code
 * within24hShare}.
 */
package dev.goldencorridor.processor.aggregation;
