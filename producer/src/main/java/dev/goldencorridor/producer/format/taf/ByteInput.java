package dev.goldencorridor.producer.format.taf;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads bytes and counts lines. UTF-16 is recoded to UTF-8, so that markup has the same bytes in every encoding. */
final class ByteInput implements Closeable {
    static final int END = -1;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SAMPLE_BYTES = 4;

    private final InputStream in;
    private final boolean isRecoded;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long line = 1;

    private ByteInput(InputStream in, boolean isRecoded) {
        this.in = in;
        this.isRecoded = isRecoded;
    }

    /** Opens a source. Its first bytes decide whether it is UTF-16. */
    static ByteInput of(InputStream source) throws IOException {
        InputStream in = new BufferedInputStream(source);
        in.mark(SAMPLE_BYTES);
        byte[] sample = in.readNBytes(SAMPLE_BYTES);
        in.reset();
        Charset wide = wideCharset(sample);
        return wide == null ? new ByteInput(in, false) : new ByteInput(new Utf8Recoder(in, wide), true);
    }

    private static Charset wideCharset(byte[] sample) {
        if (sample.length < SAMPLE_BYTES) {
            return null;
        }
        int mark = ((sample[0] & 0xFF) << 8) | (sample[1] & 0xFF);
        if (mark == 0xFEFF || mark == 0xFFFE) {
            return StandardCharsets.UTF_16;
        }
        if (mark == '<' && sample[2] == 0) {
            return StandardCharsets.UTF_16BE;
        }
        return mark == ('<' << 8) && sample[3] == 0 ? StandardCharsets.UTF_16LE : null;
    }

    /** The next byte, from 0 to 255, or {@link #END}. */
    int read() throws IOException {
        int next = peek();
        if (next != END) {
            position++;
            if (next == '\n') {
                line++;
            }
        }
        return next;
    }

    /** The next byte, which stays unread. */
    int peek() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, BUFFER_BYTES));
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position] & 0xFF;
    }

    /** The line, from 1, of the next byte. */
    long line() {
        return line;
    }

    /** Whether the bytes are UTF-8, whatever an XML declaration in them says. */
    boolean isRecoded() {
        return isRecoded;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
