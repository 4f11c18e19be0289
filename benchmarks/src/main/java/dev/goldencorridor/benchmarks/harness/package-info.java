/** What benchmarks play on: broker, registry and processor as child processes, and topics to begin with. */
package dev.goldencorridor.benchmarks.harness;

