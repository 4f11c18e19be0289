/** Lays out text for terminals. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.text;
