/** Tests of the modules together, on real brokers and in real processes, over all steps of the pipeline. */
package dev.goldencorridor.endtoend;
