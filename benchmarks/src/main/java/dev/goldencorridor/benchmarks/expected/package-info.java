/** Measures how well the processor expects the next event of each train run. */
package dev.goldencorridor.benchmarks.expected;
