package dev.goldencorridor.processor.rejects;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_VALUE_BYTES;
import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_KEY_BYTES;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes the records that go to the rejects. Their size is bounded, so that the broker accepts them. */
public final class RejectedRecord {
    private static final int MAX_QUOTED_BYTES = 256;

    private RejectedRecord() {}

    /**
     * Returns the record with the headers of the contract, a valid {@code traceparent} and no others, since a
     * publisher's headers may be as long as a batch. Key and value are as received, but cut to the limits. The origin in the headers identifies the whole
     * record.
     *
     * @param origin the origin of the record that the step now processes
     * @param cause the exception; null if there was none
     */
    public static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            RejectReason reason,
            String message,
            Throwable cause) {
        ReceivedSize received = ReceivedSize.of(record);
        String text = reason == RejectReason.TOO_LARGE
                ? "the value has " + received.valueBytes() + " bytes; " + MAX_VALUE_BYTES + " are allowed"
                : message;
        Record<byte[], byte[]> rejected = new Record<>(
                cut(record.key(), MAX_KEY_BYTES), cut(record.value(), MAX_VALUE_BYTES), record.timestamp());
        TraceParent.copy(record.headers(), rejected.headers());
        putHeaders(rejected.headers(), record, origin, reason, text, cause);
        if (received.keyBytes() > MAX_KEY_BYTES
                || received.valueBytes() > MAX_VALUE_BYTES
                || received.headerBytes() > 0) {
            RejectHeaders.putTruncated(
                    rejected.headers(), received.keyBytes(), received.valueBytes(), received.headerBytes());
        }
        return rejected;
    }

    /**
     * Adds origin and reason to new headers. The origin in the received headers counts only if this application wrote
     * it. It does so on an internal topic, and in a punctuation that forwards a parked record. On its own topic, a
     * publisher can write any header.
     *
     * @param own the headers to add to
     * @param received the rejected record
     * @param origin the origin of the record that the step now processes; its topic is null in a punctuation
     * @param cause the exception; null if there was none
     */
    public static void putHeaders(
            Headers own,
            Record<?, ?> received,
            RecordMetadata origin,
            RejectReason reason,
            String message,
            Throwable cause) {
        Header topic = isExternal(origin.topic()) ? null : received.headers().lastHeader(RejectHeaders.TOPIC);
        if (topic == null) {
            RejectHeaders.putOrigin(own, origin.topic(), origin.partition(), origin.offset());
        } else {
            own.add(topic);
            own.add(received.headers().lastHeader(RejectHeaders.PARTITION));
            own.add(received.headers().lastHeader(RejectHeaders.OFFSET));
        }
        RejectHeaders.putReason(own, reason.name(), message, received.timestamp(), cause);
    }

    /** Returns a received key in quotes for a message, cut if it is long. */
    public static String quoted(byte[] key) {
        return key.length <= MAX_QUOTED_BYTES
                ? "'" + new String(key, StandardCharsets.UTF_8) + "'"
                : "'" + new String(key, 0, MAX_QUOTED_BYTES, StandardCharsets.UTF_8) + "…' (" + key.length + " bytes)";
    }

    private static boolean isExternal(String topic) {
        return topic != null
                && (topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX) || topic.equals(TopicCatalogue.CONTROL));
    }

    private static byte[] cut(byte[] bytes, int maxBytes) {
        return bytes == null || bytes.length <= maxBytes ? bytes : Arrays.copyOf(bytes, maxBytes);
    }
}
