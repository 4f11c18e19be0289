/**
 * Step 5, {@code delays}: watches every train run for delays, also for events that do not come, and runs the life of
 * each alert, until a tombstone deletes its key.
 */
package dev.goldencorridor.processor.alerts;
