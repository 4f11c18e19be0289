package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A reader of the results that is no program of the corridor, as an operations centre or an alerting service.
 *
 * @param topics the topics that it may read
 */
record ResultReader(String name, Set<String> topics) {
    private static final String RESULTS = "ops";
    private static final String DELAYS = "delays";

    /**
     * Reads {@link CommonSettings#READERS_CONFIG}.
     *
     * @param results the topics that {@code ops} means
     * @param delays the topics that {@code delays} means
     * @throws SettingsException if a reader has no valid name, or a topic is neither a result nor a topic of delays
     */
    static List<ResultReader> parseAll(String text, Collection<String> results, Collection<String> delays) {
        List<ResultReader> readers = new ArrayList<>();
        for (String one : text.split(";", -1)) {
            if (!one.isBlank()) {
                readers.add(parse(one.strip(), results, delays));
            }
        }
        return readers;
    }

    private static ResultReader parse(String text, Collection<String> results, Collection<String> delays) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || !parts[0].strip().matches("[a-z0-9][a-z0-9-]*")) {
            throw fault(text, "write NAME:TOPIC,TOPIC with a name of small letters, digits and hyphens");
        }
        Set<String> topics = new TreeSet<>();
        for (String topic : parts[1].split(",", -1)) {
            topics.addAll(topics(text, topic.strip(), results, delays));
        }
        return new ResultReader(parts[0].strip(), topics);
    }

    private static Collection<String> topics(
            String text, String topic, Collection<String> results, Collection<String> delays) {
        if (topic.equals(RESULTS)) {
            return results;
        }
        if (topic.equals(DELAYS)) {
            return delays;
        }
        if (results.contains(topic) || delays.contains(topic)) {
            return List.of(topic);
        }
        throw fault(
                text,
                "'" + topic + "' is none of its topics; choose 'ops', 'delays', or one of " + String.join(", ", results)
                        + ", " + String.join(", ", delays));
    }

    private static SettingsException fault(String text, String reason) {
        return new SettingsException(
                CommonSettings.READERS_CONFIG + ": cannot use the reader '" + text + "': " + reason);
    }
}
