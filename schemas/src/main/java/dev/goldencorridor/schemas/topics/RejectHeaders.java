package dev.goldencorridor.schemas.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** The headers that tell, in UTF-8 text, why a record was rejected and where it came from; part of the contract. */
public final class RejectHeaders {
    public static final String REASON = "corridor.reject.reason";
    public static final String MESSAGE = "corridor.reject.message";
    public static final String TOPIC = "corridor.reject.topic";
    public static final String PARTITION = "corridor.reject.partition";
    public static final String OFFSET = "corridor.reject.offset";
    public static final String EXCEPTION = "corridor.reject.exception";
    /** Only where something was cut or dropped: how many bytes key, value and all headers had when they were received. */
    public static final String TRUNCATED = "corridor.reject.truncated";

    private static final int LONGEST_MESSAGE = 1_000;

    private RejectHeaders() {}

    /** Adds the origin of a record, so that it is known wherever the record is later rejected. */
    public static void putOrigin(Headers headers, String topic, int partition, long offset) {
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
    }

    /**
     * Adds the reason.
     *
     * @param exception name of the class of what was thrown, or null to leave the header out
     */
    public static void putReason(Headers headers, String reason, String message, String exception) {
        put(headers, REASON, reason);
        put(headers, MESSAGE, message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE));
        if (exception != null) {
            put(headers, EXCEPTION, exception);
        }
    }

    /** Adds how long key, value and headers were before they were cut and dropped. */
    public static void putTruncated(Headers headers, int keyBytes, int valueBytes, int headerBytes) {
        put(headers, TRUNCATED, keyBytes + " " + valueBytes + " " + headerBytes);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
