package dev.goldencorridor.runtime.files;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Begins with a text, and continues with the same byte for ever. */
final class EndlessInput extends InputStream {
    private final byte[] start;
    private final byte rest;
    private int position;

    EndlessInput(String start, byte rest) {
        this.start = start.getBytes(StandardCharsets.UTF_8);
        this.rest = rest;
    }

    @Override
    public int read() {
        return position < start.length ? start[position++] : rest;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            buffer[offset + i] = (byte) read();
        }
        return length;
    }

    @Override
    public int available() {
        return 1;
    }
}
