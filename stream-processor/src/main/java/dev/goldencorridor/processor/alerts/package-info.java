/** Step 5: watches every train run for delays, also for events that do not come, and runs the life of each alert. */
package dev.goldencorridor.processor.alerts;
