/**
 * The fault bench: a corridor of real processes, faults chosen by a seed, and a witness that checks every published value
 * against the ledger of the publishers. Start at {@link dev.goldencorridor.faultbench.FaultsCommand}.
 */
package dev.goldencorridor.faultbench;
