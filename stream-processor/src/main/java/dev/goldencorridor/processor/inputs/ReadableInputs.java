package dev.goldencorridor.processor.inputs;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The input topics that may be read, derived from their description by the brokers. All members of the group derive the
 * same topics, so they agree on a subscription.
 *
 * @param subscribed the topics with the declared number of partitions; others would change the number of tasks
 * @param withheld the subscribed topics with an unfit configuration; they are assigned, but never fetched
 */
record ReadableInputs(Set<String> subscribed, Set<String> withheld) {
    static final ReadableInputs NONE = new ReadableInputs(Set.of(), Set.of());

    /** Returns the pattern without those topics that begin with the prefix and are not subscribed. */
    Pattern restrict(Pattern pattern, String prefix) {
        String names = subscribed.isEmpty()
                ? "(?!)"
                : subscribed.stream().sorted().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")\\z"));
        return Pattern.compile("(?:(?!" + Pattern.quote(prefix) + ")|(?=" + names + "))(?:" + pattern.pattern() + ")");
    }
}
