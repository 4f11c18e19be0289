/** Throughput of the whole pipeline, beside that of a consumer that only reads its input. */
package dev.goldencorridor.benchmarks.pipeline;

