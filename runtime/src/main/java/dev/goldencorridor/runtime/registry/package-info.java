/** The schema registry's client with retries, and the checks of schema evolution. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.registry;
