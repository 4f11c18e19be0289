/** Declares, resolves and validates the settings of all applications. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.settings;
