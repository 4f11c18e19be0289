/** What becomes of throughput, memory, state and restore as runs, places, threads and instances grow. */
package dev.goldencorridor.benchmarks.growth;

