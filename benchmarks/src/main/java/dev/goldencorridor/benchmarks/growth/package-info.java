/** Measures how throughput, memory, state and restore change as runs, places, threads and instances grow. */
package dev.goldencorridor.benchmarks.growth;
