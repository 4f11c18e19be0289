package dev.goldencorridor.processor.rejects;

import dev.goldencorridor.runtime.kafka.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The size of a record as the publisher sent it. The consumer replaces the publisher's headers by it when it drops
 * headers or shortens key or value. No publisher can forge it, since no header from the wire is an instance of this
 * class.
 *
 * @param keyBytes 0 if the key was null
 * @param valueBytes 0 if the value was null
 * @param headerBytes names and values of all headers
 */
public record ReceivedSize(int keyBytes, int valueBytes, int headerBytes) implements Header {
    private static final String NAME = "corridor.received.size";

    /** Returns the size that the consumer noted, or the present length if it noted none. */
    public static ReceivedSize of(Record<byte[], byte[]> record) {
        ReceivedSize noted = notedIn(record.headers());
        return noted == null
                ? new ReceivedSize(length(record.key()), length(record.value()), bytesOf(record.headers()))
                : new ReceivedSize(
                        Math.max(noted.keyBytes, length(record.key())),
                        Math.max(noted.valueBytes, length(record.value())),
                        noted.headerBytes);
    }

    /** Returns the size that the consumer noted in these headers, or null. */
    public static ReceivedSize notedIn(Headers headers) {
        for (Header header : headers) {
            if (header instanceof ReceivedSize size) {
                return size;
            }
        }
        return null;
    }

    /** Returns the bytes of the names and values of all headers that are dropped. A noted size counts 0. */
    public static int bytesOf(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            if (!(header instanceof ReceivedSize) && !TraceParent.isTraceParent(header)) {
                bytes += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
            }
        }
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public String key() {
        return NAME;
    }

    @Override
    public byte[] value() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return keyBytes + " " + valueBytes + " " + headerBytes;
    }
}
