/** The board under many viewers: processor time, time from commit to viewer, memory. */
package dev.goldencorridor.benchmarks.board;
