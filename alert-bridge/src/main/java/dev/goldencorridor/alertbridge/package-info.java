/** The bridge from the downstream topics of delays to alerting services: Alertmanager and webhooks. */
package dev.goldencorridor.alertbridge;

