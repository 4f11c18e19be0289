/**
 * Decides what survives a reset: which entries of the changelogs are kept, and which published results are deleted. It
 * holds no step.
 */
package dev.goldencorridor.processor.reset;
