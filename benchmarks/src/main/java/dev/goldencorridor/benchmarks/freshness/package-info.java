/** How long it takes until an event shows in the aggregates, while a steady stream of others passes. */
package dev.goldencorridor.benchmarks.freshness;

