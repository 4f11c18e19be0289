package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.topics.RejectHeaders;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record on its way to the rejects. */
public final class Rejection {
    private static final int LONGEST_KEY_AND_VALUE = 8 << 20;
    private static final int CUT_TO = 1 << 20;

    private Rejection() {}

    /**
     * The record with headers that tell why and whence. What is rejected goes on as received, unless it is longer than the
     * topic of the rejects takes (a broker bounds what is compressed, so a publisher can get there): then its beginning
     * goes, and the origin tells where all of it is.
     *
     * @param cause what was thrown; null if nothing was
     */
    public static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            RejectReason reason,
            String message,
            Throwable cause) {
        RejectHeaders.putOrigin(record.headers(), origin.topic(), origin.partition(), origin.offset());
        RejectHeaders.putReason(
                record.headers(),
                reason.name(),
                message,
                cause == null ? null : cause.getClass().getName());
        int keyBytes = record.key() == null ? 0 : record.key().length;
        int valueBytes = record.value() == null ? 0 : record.value().length;
        if (keyBytes + valueBytes <= LONGEST_KEY_AND_VALUE) {
            return record;
        }
        RejectHeaders.putTruncated(record.headers(), keyBytes, valueBytes);
        return record.withKey(beginning(record.key())).withValue(beginning(record.value()));
    }

    private static byte[] beginning(byte[] bytes) {
        return bytes == null || bytes.length <= CUT_TO ? bytes : Arrays.copyOf(bytes, CUT_TO);
    }
}
