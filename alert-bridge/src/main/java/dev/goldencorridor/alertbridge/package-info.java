/**
 * The alert bridge, the step after the sink: forwards delay alerts from the downstream topics to Alertmanager and
 * webhooks.
 */
package dev.goldencorridor.alertbridge;
