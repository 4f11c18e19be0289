/** Measures the time until an aggregate shows an event, under a steady load of other events. */
package dev.goldencorridor.benchmarks.freshness;
