/**
 * The witness: it reads all results as any read_committed consumer does, and checks each value against the ledger of the
 * publishers. It knows nothing of the faults.
 */
package dev.goldencorridor.faultbench.witness;
