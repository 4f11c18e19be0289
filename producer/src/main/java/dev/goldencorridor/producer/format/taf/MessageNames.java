package dev.goldencorridor.producer.format.taf;

import java.util.Set;

/** The names of elements that are messages. */
final class MessageNames {
    private static final String SUFFIX = "Message";
    private static final Set<String> RUNNING =
            Set.of("TrainRunningInformation", "TrainRunningForecast", "TrainDelayCause", "TrainRunningInterruption");
    /** Elements around messages, whose names also have the suffix. */
    private static final Set<String> ENVELOPES = Set.of("Message", "UICMessage");

    private MessageNames() {}

    /** Whether this is the full name of a running message. Elements in messages never have it. */
    static boolean isRunning(String name) {
        return name.endsWith(SUFFIX) && RUNNING.contains(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Whether this is the Swedish name of a running message. Elements in other messages may have it too. */
    static boolean isShortRunning(String name) {
        return RUNNING.contains(name);
    }

    /** Whether this is a message of another kind. */
    static boolean isOther(String name) {
        return name.endsWith(SUFFIX) && !ENVELOPES.contains(name) && !isRunning(name);
    }

    /** Whether the text has a name of a message in it. */
    static boolean areIn(String text) {
        return text.contains(SUFFIX) || RUNNING.stream().anyMatch(text::contains);
    }
}
