/**
 * Adds up measurements and emits the aggregates of windows and calendar periods: step 3 (combine) and step 4 (rolling).
 */
package dev.goldencorridor.processor.aggregation;
