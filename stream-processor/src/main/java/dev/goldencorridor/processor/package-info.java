/** The stream-processor as an application: its command, its settings, and the topology that connects the five steps. */
package dev.goldencorridor.processor;
