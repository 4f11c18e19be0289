/** The command line, and a local stack that runs all steps in one process with a real broker and registry. */
package dev.goldencorridor.cli;
