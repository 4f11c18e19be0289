/** Reads TAF TSI running messages: splits a source into messages, and maps each message to movements. */
package dev.goldencorridor.producer.format.taf;
