/** The consumer's side of admission: which topics are read, and how much of a record is kept in memory. */
package dev.goldencorridor.processor.inputs;

