/** Measures the corridor from outside: its processes run as in production, each in its own JVM. */
package dev.goldencorridor.benchmarks;
