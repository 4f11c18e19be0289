/** Keys, types and severities of alerts, which the processor writes, and the sink and subscribers read. */
package dev.goldencorridor.schemas.alerts;
