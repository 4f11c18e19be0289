package dev.goldencorridor.processor.rejects;

import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record on its way to the rejects. Its size is bounded, whatever a publisher sends, so that the broker takes it. */
public final class RejectedRecord {
    /** The longest key that is kept whole. No run id is longer than a hundredth of it. */
    public static final int MAX_KEY_BYTES = 64 << 10;

    /** The longest value that is kept whole: a longer one is never decoded. */
    public static final int MAX_VALUE_BYTES = WireDeserializer.MAX_VALUE_BYTES;

    private static final int MAX_QUOTED_BYTES = 256;

    private RejectedRecord() {}

    /**
     * The record with the headers of the contract and no others: a publisher's headers may be as long as a batch. Key and
     * value are as received, but cut where they are longer than the bounds; the origin says where all of it is.
     *
     * @param origin of the record that the step now processes
     * @param cause what was thrown; null if nothing was
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
                beginning(record.key(), MAX_KEY_BYTES), beginning(record.value(), MAX_VALUE_BYTES), record.timestamp());
        putHeaders(rejected.headers(), record.headers(), origin, reason, text, cause);
        if (received.keyBytes() > MAX_KEY_BYTES
                || received.valueBytes() > MAX_VALUE_BYTES
                || received.headerBytes() > 0) {
            RejectHeaders.putTruncated(
                    rejected.headers(), received.keyBytes(), received.valueBytes(), received.headerBytes());
        }
        return rejected;
    }

    /**
     * Adds origin and reason to new headers. The origin in the received headers counts only if this application wrote it:
     * on an internal topic, or where a punctuation forwards a record that waited. On its own topic a publisher can write
     * what it likes.
     *
     * @param own the headers to add to
     * @param received the headers of the record that is rejected
     * @param origin of the record that the step now processes; in a punctuation its topic is null
     */
    public static void putHeaders(
            Headers own,
            Headers received,
            RecordMetadata origin,
            RejectReason reason,
            String message,
            Throwable cause) {
        Header topic = isExternal(origin.topic()) ? null : received.lastHeader(RejectHeaders.TOPIC);
        if (topic == null) {
            RejectHeaders.putOrigin(own, origin.topic(), origin.partition(), origin.offset());
        } else {
            own.add(topic);
            own.add(received.lastHeader(RejectHeaders.PARTITION));
            own.add(received.lastHeader(RejectHeaders.OFFSET));
        }
        RejectHeaders.putReason(
                own,
                reason.name(),
                message,
                cause == null ? null : cause.getClass().getName());
    }

    /** A received key in a message: its beginning if it is long. */
    public static String quoted(byte[] key) {
        return key.length <= MAX_QUOTED_BYTES
                ? "'" + new String(key, StandardCharsets.UTF_8) + "'"
                : "'" + new String(key, 0, MAX_QUOTED_BYTES, StandardCharsets.UTF_8) + "…' (" + key.length + " bytes)";
    }

    private static boolean isExternal(String topic) {
        return topic != null
                && (topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX) || topic.equals(TopicCatalogue.CONTROL));
    }

    private static byte[] beginning(byte[] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}
