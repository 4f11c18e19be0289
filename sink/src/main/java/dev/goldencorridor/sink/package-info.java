/**
 * The sink, the step after the stream processor: delivers aggregates and delay alerts to the downstream topics, in
 * transactions and without unchanged values.
 */
package dev.goldencorridor.sink;
