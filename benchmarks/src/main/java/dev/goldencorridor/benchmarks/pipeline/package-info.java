/** Measures the throughput of the whole pipeline, and of a consumer that only reads its input. */
package dev.goldencorridor.benchmarks.pipeline;
