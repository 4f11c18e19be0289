package dev.goldencorridor.schemas.topics;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_STACKTRACE_CHARS;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that Kafka Streams gives to records of its dead letter queue (KIP-1034). Generic tools for such queues
 * read them. They repeat our own headers, except the stack trace.
 */
final class StreamsErrorHeaders {
    private static final String PREFIX = "__streams.errors.";
    private static final String CUT = "…";

    private StreamsErrorHeaders() {}

    /**
     * Adds the headers.
     *
     * @param headers have the origin already
     * @param reason stands for the exception if there was none, since tools group by it
     * @param exception null if there was none; the stack trace is then absent
     */
    static void put(Headers headers, String reason, String message, Throwable exception) {
        RejectHeaders.put(
                headers,
                PREFIX + "exception",
                exception == null ? reason : exception.getClass().getName());
        RejectHeaders.put(headers, PREFIX + "message", message);
        if (exception != null) {
            RejectHeaders.put(headers, PREFIX + "stacktrace", stackTrace(exception));
        }
        copy(headers, RejectHeaders.TOPIC, "topic");
        copy(headers, RejectHeaders.PARTITION, "partition");
        copy(headers, RejectHeaders.OFFSET, "offset");
    }

    private static void copy(Headers headers, String own, String name) {
        Header header = headers.lastHeader(own);
        if (header != null) {
            headers.remove(PREFIX + name);
            headers.add(PREFIX + name, header.value());
        }
    }

    /** As {@link Throwable#printStackTrace()} prints it, but limited, since a publisher can cause any number. */
    private static String stackTrace(Throwable exception) {
        StringBuilder text = new StringBuilder(exception.toString());
        for (StackTraceElement element : exception.getStackTrace()) {
            if (text.length() >= MAX_STACKTRACE_CHARS) {
                break;
            }
            text.append("\n\tat ").append(element);
        }
        if (text.length() > MAX_STACKTRACE_CHARS) {
            text.setLength(MAX_STACKTRACE_CHARS - CUT.length());
            text.append(CUT);
        }
        return text.toString();
    }
}
