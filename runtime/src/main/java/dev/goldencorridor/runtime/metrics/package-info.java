/** The metrics of a process: their declarations, their values, and those of Kafka's clients under bounded labels. */
package dev.goldencorridor.runtime.metrics;
