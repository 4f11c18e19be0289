package dev.goldencorridor.runtime.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Bounds the characters that a parser reads for one row. An unclosed quote would otherwise fill the heap. */
final class BoundedRows extends FilterReader {
    private final int maxChars;
    private long charsOfRow;

    BoundedRows(Reader in, int maxChars) {
        super(in);
        this.maxChars = maxChars;
    }

    void nextRow() {
        charsOfRow = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        charsOfRow += read;
        if (charsOfRow > maxChars) {
            throw new IOException("a row is longer than " + maxChars + " characters. A quotation mark may be open");
        }
    }
}
