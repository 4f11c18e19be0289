package dev.goldencorridor.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which log lines a person at a terminal sees: warnings, errors and that an application runs; those that differ only in
 * their details at most once in ten seconds, and none that tell what another line tells already. A log file gets them all.
 */
public final class TerminalFilter extends Filter<ILoggingEvent> {
    private static final Pattern DETAIL = Pattern.compile("\\S*\\d\\S*");
    private static final long BETWEEN_ALIKE = Duration.ofSeconds(10).toMillis();
    /** These say, each once, that an application runs. */
    private static final List<String> TOLD =
            List.of("The stream-processor runs", "The sink delivers as", "Alerts of", "The feed of");
    /** The registry's client logs each failed try with its stack trace; ours says the same in one line. */
    private static final String REGISTRY_CLIENT = "io.confluent.";

    private static final List<String> NOT_TOLD = List.of(
            // Whoever asks by such a client is told by the failure of the call.
            "[AdminClient ",
            "Using an OS temp directory in the state.dir property",
            // The first batches of a transaction overtook each other; the producer sends them again in order.
            "[ReplicaManager broker=1] Error processing append operation",
            // The machine is busy; nothing is lost.
            "Exceptionally slow controller event",
            // There is no global store.
            "Processing exception handler is not enabled for the GlobalThread");

    private final Map<String, Long> lastShown = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return isOfInterest(event) && !isRepetition(event) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static boolean isOfInterest(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return TOLD.stream().anyMatch(message::startsWith);
        }
        return !event.getLoggerName().startsWith(REGISTRY_CLIENT)
                && NOT_TOLD.stream().noneMatch(message::startsWith);
    }

    private boolean isRepetition(ILoggingEvent event) {
        // Kafka's clients hand over whole texts: what differs in them are words with numbers (partitions, addresses,
        // ids).
        String pattern =
                event.getLoggerName() + DETAIL.matcher(event.getMessage()).replaceAll("#");
        long now = event.getTimeStamp();
        Long before = lastShown.get(pattern);
        if (before != null && now - before < BETWEEN_ALIKE) {
            return true;
        }
        lastShown.put(pattern, now);
        return false;
    }
}
