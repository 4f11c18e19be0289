/** Waiting for conditions. */
package dev.goldencorridor.faultbench.waiting;
