/** Delivers the aggregates to the downstream topics, the boundary that the operations centre and other readers rely on. */
package dev.goldencorridor.sink;

