/** A receiver of webhooks, as an alerting service would run it. */
package dev.goldencorridor.faultbench.webhook;
