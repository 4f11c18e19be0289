package dev.goldencorridor.faultbench.webhook;

/**
 * A change of an alert, as a webhook received it.
 *
 * @param id the same for each repetition of the event
 * @param topic the topic of the alert
 * @param key of the alert
 * @param revision of the alert; 0 for a deletion
 * @param isRaised whether the alert is open after this change
 * @param nanos when it was received, as {@link System#nanoTime}
 */
public record WebhookEvent(String id, String topic, String key, long revision, boolean isRaised, long nanos) {
    public boolean isDeletion() {
        return revision == 0;
    }
}
