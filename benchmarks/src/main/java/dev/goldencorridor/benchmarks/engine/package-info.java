/** Measures the rolling engine (step 4) and the alert step (step 5) without brokers, by JMH. */
package dev.goldencorridor.benchmarks.engine;
