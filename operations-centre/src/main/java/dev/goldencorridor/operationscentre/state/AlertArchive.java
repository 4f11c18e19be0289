package dev.goldencorridor.operationscentre.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of each alert that were read, oldest first, also after the alert has ended. It keeps a limited number of
 * alerts, those that changed last, and of each a limited number of values. Thread-safe.
 */
public final class AlertArchive {
    private static final int MAX_ARCHIVED_ALERTS = 5_000;
    private static final int MAX_ARCHIVED_VALUES = 40;

    private final Map<String, Archived> alerts = new LinkedHashMap<>();

    /**
     * An alert.
     *
     * @param topic the topic of its latest value
     * @param values its values as JSON, oldest first
     * @param deleted whether a tombstone followed
     */
    public record Archived(String topic, String key, List<String> values, boolean deleted) {
        public Archived {
            values = List.copyOf(values);
        }

        /** The latest value. */
        public String latest() {
            return values.get(values.size() - 1);
        }
    }

    synchronized void put(String topic, String key, String text) {
        Archived before = alerts.remove(key);
        List<String> values = new ArrayList<>(before == null ? List.of() : before.values());
        // A new start of the reader reads the latest value again.
        if (values.isEmpty() || !values.get(values.size() - 1).equals(text)) {
            values.add(text);
        }
        if (values.size() > MAX_ARCHIVED_VALUES) {
            values.remove(0);
        }
        alerts.put(key, new Archived(topic, key, values, false));
        if (alerts.size() > MAX_ARCHIVED_ALERTS) {
            alerts.remove(alerts.keySet().iterator().next());
        }
    }

    synchronized void deleted(String topic, String key) {
        Archived before = alerts.get(key);
        if (before != null && before.topic().equals(topic)) {
            alerts.put(key, new Archived(topic, key, before.values(), true));
        }
    }

    public synchronized Optional<Archived> find(String key) {
        return Optional.ofNullable(alerts.get(key));
    }

    /** All archived alerts, the last changed one last. */
    public synchronized List<Archived> all() {
        return List.copyOf(alerts.values());
    }
}
