package dev.goldencorridor.cli;

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
 * Selects the log lines for a terminal: warnings, errors, and the start of an application. Lines that differ only in
 * details appear at most once in ten seconds. Lines that repeat another message are hidden. A log file receives all
 * lines.
 */
public final class TerminalFilter extends Filter<ILoggingEvent> {
    private static final Pattern DETAIL = Pattern.compile("\\S*\\d\\S*");
    private static final long MIN_REPEAT_MILLIS = Duration.ofSeconds(10).toMillis();
    /** Each message reports once that an application runs. */
    private static final List<String> STARTUP_MESSAGES =
            List.of("The stream-processor runs", "The sink delivers as", "Alerts of", "The feed of");
    /** The registry client logs each failed attempt with a stack trace; our own line reports the same. */
    private static final String REGISTRY_CLIENT = "io.confluent.";

    private static final List<String> HIDDEN_MESSAGES = List.of(
            // The failed call of such a client is reported by its caller.
            "[AdminClient ",
            "Using an OS temp directory in the state.dir property",
            // The first batches of a transaction arrived out of order; the producer sends them again in order.
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
            return STARTUP_MESSAGES.stream().anyMatch(message::startsWith);
        }
        return !event.getLoggerName().startsWith(REGISTRY_CLIENT)
                && HIDDEN_MESSAGES.stream().noneMatch(message::startsWith);
    }

    private boolean isRepetition(ILoggingEvent event) {
        // The messages of Kafka's clients contain their details: words with digits, such as partitions, addresses and
        // ids.
        String pattern =
                event.getLoggerName() + DETAIL.matcher(event.getMessage()).replaceAll("#");
        long now = event.getTimeStamp();
        Long before = lastShown.get(pattern);
        if (before != null && now - before < MIN_REPEAT_MILLIS) {
            return true;
        }
        lastShown.put(pattern, now);
        return false;
    }
}
