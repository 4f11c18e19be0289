/** The limits of the stream-processor, each with its reason. Constants only; all steps use them. */
package dev.goldencorridor.processor.limits;
