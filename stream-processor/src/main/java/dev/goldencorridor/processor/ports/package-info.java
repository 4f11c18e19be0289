/**
 * Port control for step 5, {@code read-control}: reads the decisions to close or open a port, and rejects those that
 * cannot be read.
 */
package dev.goldencorridor.processor.ports;
