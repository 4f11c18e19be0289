/**
 * Step 2, {@code journey}: stores the visits of each train run, and forwards how each report changes the run's
 * measurements and calls. {@code RunProcessor} drops a duplicate, which {@code Visit} recognises.
 */
package dev.goldencorridor.processor.runs;
