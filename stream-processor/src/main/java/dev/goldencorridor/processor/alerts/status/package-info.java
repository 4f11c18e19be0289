/** The status of a train run as a pure function of its calls, its alerts and the expected durations (step 5). */
package dev.goldencorridor.processor.alerts.status;
