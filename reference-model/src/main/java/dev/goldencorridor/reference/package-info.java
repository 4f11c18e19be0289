/** The contract's definitions as an oracle for tests: counted from the raw events, sharing no code with the pipeline. */
package dev.goldencorridor.reference;
