package dev.goldencorridor.processor.inputs;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The input topics that may be read, as the brokers describe them. Every member of the group derives the same from the
 * same topics, so that they agree on a subscription.
 *
 * @param subscribed those with the declared number of partitions: others would change the number of tasks
 * @param withheld those of them whose configuration is unfit: assigned like the others, but nothing is fetched
 */
record ReadableInputs(Set<String> subscribed, Set<String> withheld) {
    static final ReadableInputs NONE = new ReadableInputs(Set.of(), Set.of());

    /** The pattern, restricted: of the topics that begin with the prefix it matches only the subscribed ones. */
    Pattern restrict(Pattern pattern, String prefix) {
        String names = subscribed.isEmpty()
                ? "(?!)"
                : subscribed.stream().sorted().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")\\z"));
        return Pattern.compile("(?:(?!" + Pattern.quote(prefix) + ")|(?=" + names + "))(?:" + pattern.pattern() + ")");
    }
}
