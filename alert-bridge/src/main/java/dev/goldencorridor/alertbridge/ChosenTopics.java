package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The topics to read, given by names and prefixes of names. */
final class ChosenTopics {
    private final List<String> entries;
    private final Pattern pattern;

    /**
     * @param setting the value of {@link AlertSettings#TOPICS_CONFIG}
     * @throws SettingsException if it names no topic
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

    /** Matches the names of existing and future topics. */
    Pattern pattern() {
        return pattern;
    }

    /** @throws TopicsMissingException if no existing topic matches one of the entries */
    void requireIn(Collection<String> existing) {
        List<String> missing = entries.stream()
                .filter(entry -> existing.stream().noneMatch(name -> name.matches(expression(entry))))
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicsMissingException("no topic is there for " + String.join(", ", missing) + " ("
                    + AlertSettings.TOPICS_CONFIG + "). Create topics with: corridor topics --apply");
        }
    }

    /** A prefix does not include the critical topic: its alerts are in the other topics too. */
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
