/**
 * Which rejected records are open: read from the rejects, from the outcomes of their repair, and from the input topics.
 * The stream-processor counts them, and the command {@code rejects} shows and repairs them. It holds no step.
 */
package dev.goldencorridor.processor.repair;
