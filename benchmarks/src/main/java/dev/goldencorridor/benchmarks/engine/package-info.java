/** Cost of the rolling engine alone, without Kafka. */
package dev.goldencorridor.benchmarks.engine;

