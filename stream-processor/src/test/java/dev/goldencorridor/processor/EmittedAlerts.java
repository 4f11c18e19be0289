package dev.goldencorridor.processor;

import dev.goldencorridor.schemas.DelayAlert;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.streams.TestOutputTopic;

/** The alerts that a pipeline has emitted. */
final class EmittedAlerts {
    private final TestOutputTopic<String, DelayAlert> topic;
    private final Map<String, DelayAlert> latest = new TreeMap<>();
    private final List<Map.Entry<String, DelayAlert>> history = new ArrayList<>();

    EmittedAlerts(TestOutputTopic<String, DelayAlert> topic) {
        this.topic = topic;
    }

    /** The last value of each key that was not deleted. */
    Map<String, DelayAlert> latest() {
        read();
        return latest;
    }

    /** All values of a key in the order of publication; null where it was deleted. */
    List<DelayAlert> history(String key) {
        read();
        List<DelayAlert> values = new ArrayList<>();
        history.forEach(entry -> {
            if (entry.getKey().equals(key)) {
                values.add(entry.getValue());
            }
        });
        return values;
    }

    /** All values in the order of publication, without deletions. */
    List<DelayAlert> history() {
        read();
        return history.stream()
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .toList();
    }

    private void read() {
        topic.readRecordsToList().forEach(record -> {
            history.add(new SimpleImmutableEntry<>(record.key(), record.value()));
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), record.value());
            }
        });
    }
}
