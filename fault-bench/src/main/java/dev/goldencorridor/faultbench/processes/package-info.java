/** The processes of the bench: brokers, registry, processors and sinks, each in a JVM of its own that can be killed. */
package dev.goldencorridor.faultbench.processes;
