package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.processor.rejects.ReceivedSize;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Deserializes keys or values to bytes. On a topic of publishers, a longer one than the limit is cut to one byte more
 * than the limit. So it still counts as too long, and a batch that decompresses to gigabytes takes little heap.
 */
final class BoundedBytes implements Deserializer<byte[]> {
    private final boolean keys;
    private final int maxBytes;

    private BoundedBytes(boolean keys, int maxBytes) {
        this.keys = keys;
        this.maxBytes = maxBytes;
    }

    static BoundedBytes keys(int maxBytes) {
        return new BoundedBytes(true, maxBytes);
    }

    static BoundedBytes values(int maxBytes) {
        return new BoundedBytes(false, maxBytes);
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        int length = data.remaining();
        boolean tooLong = false;
        if (length > maxBytes || !ForeignHeaders.isClean(headers)) {
            tooLong = length > maxBytes && ForeignHeaders.isExternal(topic);
            if (ForeignHeaders.isExternal(topic)) {
                noteSize(headers, length);
            }
        }
        // The consumer measures the buffer afterwards, so its position must not change.
        byte[] bytes = new byte[tooLong ? maxBytes + 1 : length];
        data.get(data.position(), bytes);
        return bytes;
    }

    private void noteSize(Headers headers, int length) {
        ReceivedSize before = ReceivedSize.notedIn(headers);
        int headerBytes = before == null ? ReceivedSize.bytesOf(headers) : before.headerBytes();
        // The consumer deserializes the key first.
        ReceivedSize size = keys
                ? new ReceivedSize(length, 0, headerBytes)
                : new ReceivedSize(before == null ? 0 : before.keyBytes(), length, headerBytes);
        ForeignHeaders.replace(headers, size);
    }
}
