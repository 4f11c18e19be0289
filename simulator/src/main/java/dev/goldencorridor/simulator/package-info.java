/** A corridor that does not exist but could: seeded, reproducible, in the order in which its port systems report. */
package dev.goldencorridor.simulator;

