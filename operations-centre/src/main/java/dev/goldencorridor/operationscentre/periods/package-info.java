/** Calendar periods: their length, and the figures of past ones in little memory. Pure: no Kafka, no HTTP. */
package dev.goldencorridor.operationscentre.periods;
