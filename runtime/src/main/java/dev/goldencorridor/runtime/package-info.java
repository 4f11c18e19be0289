/** What every application needs to run, without any knowledge of trains. It holds no step of the pipeline. */
package dev.goldencorridor.runtime;
