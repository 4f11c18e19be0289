/** The rejects of all steps: why a record is rejected, and how the rejected record is written within limits. */
package dev.goldencorridor.processor.rejects;
