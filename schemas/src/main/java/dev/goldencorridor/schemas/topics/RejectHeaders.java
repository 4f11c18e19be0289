package dev.goldencorridor.schemas.topics;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_MESSAGE_CHARS;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a rejected record: the reason and the origin, as UTF-8 text. Part of the contract. */
public final class RejectHeaders {
    public static final String REASON = "corridor.reject.reason";
    public static final String MESSAGE = "corridor.reject.message";
    public static final String TOPIC = "corridor.reject.topic";
    public static final String PARTITION = "corridor.reject.partition";
    public static final String OFFSET = "corridor.reject.offset";
    /** When the broker took the original record, milliseconds since 1970-01-01T00:00Z. */
    public static final String RECEIVED_AT = "corridor.reject.received.at";

    public static final String EXCEPTION = "corridor.reject.exception";
    /**
     * Present only if something was truncated or dropped: the received size of key, value and all headers in bytes.
     */
    public static final String TRUNCATED = "corridor.reject.truncated";

    private RejectHeaders() {}

    /** Adds the origin of a record, so that a later step can reject the record with its origin. */
    public static void putOrigin(Headers headers, String topic, int partition, long offset) {
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
    }

    /**
     * Adds the reason. The headers that Kafka Streams gives to records of its dead letter queue are added too, so the
     * headers must have the origin already.
     *
     * @param receivedAt when the broker took the original record, milliseconds since 1970-01-01T00:00Z; 0 if unknown
     * @param exception the exception; null if there was none
     */
    public static void putReason(Headers headers, String reason, String message, long receivedAt, Throwable exception) {
        put(headers, REASON, reason);
        String text = message.substring(0, Math.min(MAX_MESSAGE_CHARS, message.length()));
        put(headers, MESSAGE, text);
        if (receivedAt > 0) {
            put(headers, RECEIVED_AT, Long.toString(receivedAt));
        }
        if (exception != null) {
            put(headers, EXCEPTION, exception.getClass().getName());
        }
        StreamsErrorHeaders.put(headers, reason, text, exception);
    }

    /** Adds the sizes of key, value and headers before they were truncated or dropped. */
    public static void putTruncated(Headers headers, int keyBytes, int valueBytes, int headerBytes) {
        put(headers, TRUNCATED, keyBytes + " " + valueBytes + " " + headerBytes);
    }

    /** The text of a header; empty if it is absent or null. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
