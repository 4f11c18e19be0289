package dev.goldencorridor.operationscentre.feed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * A server-sent event as bytes, plain or compressed. Thread-safe.
 *
 * <p>The compressed bytes are complete deflate blocks that refer to nothing before them. So one compression serves
 * every viewer: a viewer's gzip stream is {@link #gzipHeader()} followed by such blocks in any order. The stream has no
 * end and so no checksum.
 */
public final class EncodedEvent {
    private static final int BUFFER_BYTES = 8_192;
    /** Magic number, method deflate, no flags, no time, unknown operating system. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final byte[] plain;
    private byte[] deflated;

    private EncodedEvent(byte[] plain) {
        this.plain = plain;
    }

    /** An event without an id: a viewer that reconnects does not name it. */
    public static EncodedEvent of(String name, String data) {
        return encode("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** An event with an id, which a viewer names when it reconnects. The data has no line break. */
    public static EncodedEvent of(String name, String id, String data) {
        return encode("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    private static EncodedEvent encode(String text) {
        return new EncodedEvent(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first bytes of a compressed stream. */
    public static ByteBuffer gzipHeader() {
        return ByteBuffer.wrap(GZIP_HEADER).asReadOnlyBuffer();
    }

    /** The event in UTF-8. */
    public ByteBuffer plain() {
        return ByteBuffer.wrap(plain).asReadOnlyBuffer();
    }

    /** The event in a compressed stream. */
    public synchronized ByteBuffer deflated() {
        if (deflated == null) {
            deflated = deflate();
        }
        return ByteBuffer.wrap(deflated).asReadOnlyBuffer();
    }

    private byte[] deflate() {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
            byte[] buffer = new byte[BUFFER_BYTES];
            int length;
            do {
                length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                bytes.write(buffer, 0, length);
            } while (length == buffer.length);
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
