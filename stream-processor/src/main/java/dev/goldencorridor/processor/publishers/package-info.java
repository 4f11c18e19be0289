/** Step 6: counts what each publisher sent, and what became of it. */
package dev.goldencorridor.processor.publishers;
