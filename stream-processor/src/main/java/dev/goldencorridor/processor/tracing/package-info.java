/** Spans of the stream-processor: the way of an event from its publication to a value that it changed. */
package dev.goldencorridor.processor.tracing;
