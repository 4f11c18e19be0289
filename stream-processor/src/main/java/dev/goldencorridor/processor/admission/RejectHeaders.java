package dev.goldencorridor.processor.admission;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The headers that tell, in UTF-8 text, why a record was rejected and where it came from; part of the contract. */
public final class RejectHeaders {
    public static final String REASON = "corridor.reject.reason";
    public static final String MESSAGE = "corridor.reject.message";
    public static final String TOPIC = "corridor.reject.topic";
    public static final String PARTITION = "corridor.reject.partition";
    public static final String OFFSET = "corridor.reject.offset";
    public static final String EXCEPTION = "corridor.reject.exception";
    /** Only where key and value were too long for the topic of the rejects: how many bytes each had. */
    public static final String TRUNCATED = "corridor.reject.truncated";

    private static final int LONGEST_MESSAGE = 1_000;

    private RejectHeaders() {}

    /** Adds the origin of a record, so that it is known wherever the record is later rejected. */
    public static void putOrigin(Headers headers, RecordMetadata origin) {
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, Integer.toString(origin.partition()));
        put(headers, OFFSET, Long.toString(origin.offset()));
    }

    /**
     * Adds the reason.
     *
     * @param cause what was thrown, or null if a rule was broken without
     */
    public static void putReason(Headers headers, RejectReason reason, String message, Throwable cause) {
        put(headers, REASON, reason.name());
        put(headers, MESSAGE, message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE));
        if (cause != null) {
            put(headers, EXCEPTION, cause.getClass().getName());
        }
    }

    /** Adds how long key and value were before they were cut. */
    static void putTruncated(Headers headers, int keyBytes, int valueBytes) {
        put(headers, TRUNCATED, keyBytes + " " + valueBytes);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
