package dev.goldencorridor.operationscentre.web;

import java.nio.ByteBuffer;

/** A file of the page, plain and compressed. Immutable. */
final class PageFile {
    private final String type;
    private final byte[] plain;
    private final byte[] compressed;

    PageFile(String type, byte[] plain, byte[] compressed) {
        this.type = type;
        this.plain = plain;
        this.compressed = compressed;
    }

    String type() {
        return type;
    }

    ByteBuffer plain() {
        return ByteBuffer.wrap(plain).asReadOnlyBuffer();
    }

    ByteBuffer compressed() {
        return ByteBuffer.wrap(compressed).asReadOnlyBuffer();
    }
}
