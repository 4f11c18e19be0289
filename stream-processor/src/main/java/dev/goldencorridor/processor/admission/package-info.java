/**
 * Step 1, {@code admit}: decodes each received record, and admits it, parks it until its schema is available, or
 * rejects it with a reason.
 */
package dev.goldencorridor.processor.admission;
