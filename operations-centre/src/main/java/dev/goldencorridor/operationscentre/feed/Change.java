package dev.goldencorridor.operationscentre.feed;

/**
 * The latest value of a key of a topic.
 *
 * @param text the value as JSON on one line; null if the key is deleted
 */
public record Change(String topic, String key, String text) {
    public boolean isDeletion() {
        return text == null;
    }
}
