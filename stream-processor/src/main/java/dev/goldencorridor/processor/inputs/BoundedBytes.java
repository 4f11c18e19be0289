package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.processor.rejects.ReceivedSize;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Keys or values as bytes. From a topic that others write, one that is longer than the bound keeps one byte more than the
 * bound. So it still counts as too long, and a batch that decompresses to gigabytes costs the heap little.
 */
final class BoundedBytes implements Deserializer<byte[]> {
    private final boolean keys;
    private final int most;

    private BoundedBytes(boolean keys, int most) {
        this.keys = keys;
        this.most = most;
    }

    static BoundedBytes keys(int most) {
        return new BoundedBytes(true, most);
    }

    static BoundedBytes values(int most) {
        return new BoundedBytes(false, most);
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        int length = data.remaining();
        boolean tooLong = false;
        if (length > most || headers.toArray().length > 0) {
            tooLong = length > most && ForeignHeaders.isExternal(topic);
            if (ForeignHeaders.isExternal(topic)) {
                note(headers, length);
            }
        }
        // The consumer measures the buffer afterwards, so its position stays.
        byte[] bytes = new byte[tooLong ? most + 1 : length];
        data.get(data.position(), bytes);
        return bytes;
    }

    private void note(Headers headers, int length) {
        ReceivedSize before = ReceivedSize.notedIn(headers);
        int headerBytes = before == null ? ReceivedSize.bytesOf(headers) : before.headerBytes();
        // The consumer passes the key first.
        ReceivedSize size = keys
                ? new ReceivedSize(length, 0, headerBytes)
                : new ReceivedSize(before == null ? 0 : before.keyBytes(), length, headerBytes);
        ForeignHeaders.replace(headers, size);
    }
}
