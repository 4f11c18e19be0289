/** The HTTP endpoint that serves metrics, health and information of a process. */
package dev.goldencorridor.runtime.monitoring;
