/** The rolling engine of the last step (combine and roll): panes, rolling windows, calendar periods and their sums. */
package dev.goldencorridor.processor.windows;
