/** The alert rules of step 5: each is a pure function from the calls of a train run to a finding. */
package dev.goldencorridor.processor.alerts.rules;
