/** Liveness and readiness of a process: whether its threads make progress, and whether its applications work. */
package dev.goldencorridor.runtime.health;
