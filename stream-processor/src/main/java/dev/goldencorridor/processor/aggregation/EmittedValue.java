package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.runtime.Digest;
import java.nio.ByteBuffer;

/**
 * The value that was last emitted under a key.
 *
 * @param revision from 1
 * @param content the digest of its content
 */
record EmittedValue(long revision, Digest content) {
    static final int BYTES = 3 * Long.BYTES;

    /** In practice no content has this digest. */
    private static final Digest UNKNOWN = new Digest(0, 0);

    static EmittedValue from(ByteBuffer buffer) {
        return new EmittedValue(buffer.getLong(), new Digest(buffer.getLong(), buffer.getLong()));
    }

    static EmittedValue fromBytes(byte[] bytes) {
        return from(ByteBuffer.wrap(bytes));
    }

    void to(ByteBuffer buffer) {
        buffer.putLong(revision).putLong(content.high()).putLong(content.low());
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        to(buffer);
        return buffer.array();
    }

    /** The same revision with a digest that no content has. */
    EmittedValue withUnknownContent() {
        return new EmittedValue(revision, UNKNOWN);
    }
}
