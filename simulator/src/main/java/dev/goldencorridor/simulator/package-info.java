/** Simulates the reports of a corridor as input of the pipeline: seeded, reproducible, in report order. */
package dev.goldencorridor.simulator;
