package dev.goldencorridor.alertbridge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The alerts of one partition that a webhook has as open, and the changes of this set that are not saved yet.
 *
 * <p>A saved entry without the key of an alert marks that the entries are complete. They are incomplete after an
 * upgrade from a release that saved none. For one thread.
 */
final class OpenAlerts {
    private static final String COMPLETE_MARK = "";

    private final TopicPartition savedIn;
    private final String keyPrefix;
    private final Map<String, String> eventIds;
    private final boolean complete;
    private final Map<String, Optional<String>> unsaved = new LinkedHashMap<>();

    /**
     * @param savedIn the partition of the topic in which they are saved
     * @param keyPrefix the part of a saved key before the key of the alert
     * @param saved the saved entries: the key of the alert, and the id of the event that opened it
     */
    OpenAlerts(TopicPartition savedIn, String keyPrefix, Map<String, String> saved) {
        this.savedIn = savedIn;
        this.keyPrefix = keyPrefix;
        this.eventIds = new LinkedHashMap<>(saved);
        this.complete = eventIds.remove(COMPLETE_MARK) != null;
    }

    /** Whether the saved entries cover all changes that the webhook got. */
    boolean isComplete() {
        return complete;
    }

    /** The next save marks the entries as complete. */
    void markComplete() {
        unsaved.put(COMPLETE_MARK, Optional.of("complete"));
    }

    boolean contains(String key) {
        return eventIds.containsKey(key);
    }

    List<String> keys() {
        return List.copyOf(eventIds.keySet());
    }

    /** The id of the event that opened the alert. */
    String eventId(String key) {
        return eventIds.get(key);
    }

    /** The webhook has the alert as open. Later changes of an open alert need no other entry. */
    void opened(String key, String eventId) {
        if (eventIds.putIfAbsent(key, eventId) == null) {
            unsaved.put(key, Optional.of(eventId));
        }
    }

    /** The webhook has learned that the alert is over. */
    void closed(String key) {
        if (eventIds.remove(key) != null) {
            unsaved.put(key, Optional.empty());
        }
    }

    /** The records that save the changes since the last {@link #saved}. */
    List<ProducerRecord<byte[], byte[]>> unsaved() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(unsaved.size());
        unsaved.forEach((key, eventId) -> records.add(new ProducerRecord<>(
                savedIn.topic(),
                savedIn.partition(),
                bytes(keyPrefix + key),
                eventId.map(OpenAlerts::bytes).orElse(null))));
        return records;
    }

    /** All records of {@link #unsaved} are committed. */
    void saved() {
        unsaved.clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
