/**
 * The engine of step 4, {@code rolling}: panes, rolling windows, calendar periods and their sums. Step 3, {@code
 * combine}, uses the panes.
 */
package dev.goldencorridor.processor.windows;
