/** The metrics that the steps count, under names of Prometheus. No step is named here. */
package dev.goldencorridor.processor.metrics;
