/** How the project declares a limit, so that docs/limits.md can list all of them. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.limits;
