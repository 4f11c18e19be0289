/** What survives a reset: which records of the changelogs are kept, and which published results are deleted. */
package dev.goldencorridor.processor.reset;

