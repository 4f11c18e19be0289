/** The consumer of step 1, {@code admit}: it reads only fit input topics, and limits the memory that a record takes. */
package dev.goldencorridor.processor.inputs;
