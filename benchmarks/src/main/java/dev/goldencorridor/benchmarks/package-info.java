/** Measures the corridor from outside: its processes run as in production, each in a JVM of its own. */
package dev.goldencorridor.benchmarks;

