/** The alert rules of step 5, {@code delays}: each is a pure function from the calls of a train run to a finding. */
package dev.goldencorridor.processor.alerts.rules;
