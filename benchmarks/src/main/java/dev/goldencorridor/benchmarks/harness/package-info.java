/** The harness of the benchmarks: broker, registry and processor as child processes, and the topics. */
package dev.goldencorridor.benchmarks.harness;
