/** OpenTelemetry spans of the way of an event, behind a setting: none is recorded and nothing is spent by default. */
package dev.goldencorridor.runtime.tracing;
