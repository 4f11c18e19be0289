/** Simulated publishers at a steady rate, and the ledger of the events that they sent and that were acknowledged. */
package dev.goldencorridor.faultbench.traffic;
