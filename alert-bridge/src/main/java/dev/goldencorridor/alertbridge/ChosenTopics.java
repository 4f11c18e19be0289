package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which topics are read: names, and beginnings of names. */
final class ChosenTopics {
    private final List<String> entries;
    private final Pattern pattern;

    /**
     * @param setting as {@link AlertSettings#TOPICS_CONFIG} has it
     * @throws SettingsException if it names none
     */
    ChosenTopics(String setting) {
        this.entries = Arrays.stream(setting.split(","))
                .map(String::trim)
                .filter(entry -> !entry.isEmpty())
                .toList();
        if (entries.isEmpty()) {
            throw new SettingsException(AlertSettings.TOPICS_CONFIG + " names no topic");
        }
        this.pattern =
                Pattern.compile(entries.stream().map(ChosenTopics::expression).collect(Collectors.joining("|")));
    }

    boolean include(String topic) {
        return pattern.matcher(topic).matches();
    }

    /** Matches the names of the topics, present and future ones. */
    Pattern pattern() {
        return pattern;
    }

    /** @throws TopicsMissingException if there is nothing to read for one of the entries */
    void requireIn(Collection<String> existing) {
        List<String> missing = entries.stream()
                .filter(entry -> existing.stream().noneMatch(name -> name.matches(expression(entry))))
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicsMissingException("no topic is there for " + String.join(", ", missing) + " ("
                    + AlertSettings.TOPICS_CONFIG + "). Create topics with: corridor topics --apply");
        }
    }

    private static String expression(String entry) {
        if (!entry.endsWith("*")) {
            return Pattern.quote(entry);
        }
        return "(?!" + Pattern.quote(TopicCatalogue.CRITICAL_DELAYS) + "$)"
                + Pattern.quote(entry.substring(0, entry.length() - 1)) + ".*";
    }

    @Override
    public String toString() {
        return String.join(", ", entries);
    }
}
