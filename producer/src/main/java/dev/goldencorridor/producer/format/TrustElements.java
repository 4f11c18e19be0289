package dev.goldencorridor.producer.format;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits concatenated arrays of messages into their elements, as bytes. A JSON parser cannot continue after a broken
 * element; this class finds the next message.
 */
final class TrustElements implements Closeable {
    @Limit(
            scope = Scope.MOVEMENT,
            of = "a message of a TRUST file",
            beyond = "the message is reported as unreadable",
            reason = "A message that never ends must not fill the heap.")
    private static final int MAX_ELEMENT_BYTES = 1 << 20;

    private static final byte[] HEADER = "\"header\"".getBytes(StandardCharsets.UTF_8);

    private final PushbackInputStream in;
    private final ByteArrayOutputStream element = new ByteArrayOutputStream(2048);
    private long line = 1;
    private long startLine = 1;
    private long number;
    private boolean inArray;
    private boolean complete;

    TrustElements(InputStream in) {
        this.in = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), MAX_ELEMENT_BYTES + 1);
    }

    /** The next element, or null at the end. {@link #isComplete()} says whether the element is whole. */
    byte[] next() throws IOException {
        int first = betweenElements();
        if (first < 0) {
            if (inArray) {
                inArray = false;
                number++;
                startLine = line;
                complete = false;
                return new byte[0];
            }
            return null;
        }
        number++;
        startLine = line;
        element.reset();
        element.write(first);
        complete = first == '{' ? restOfObject() : restOfScalar();
        return element.toByteArray();
    }

    /** Rewinds to the next message within the broken element, if there is one. */
    void recover(byte[] broken) throws IOException {
        int next = nextMessage(broken);
        if (next > 0) {
            in.unread(broken, next, broken.length - next);
            for (int i = next; i < broken.length; i++) {
                if (broken[i] == '\n') {
                    line--;
                }
            }
        }
    }

    boolean isComplete() {
        return complete;
    }

    /** The line, from 1, on which the last element began. */
    long line() {
        return startLine;
    }

    /** The number of the last element in the source, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int betweenElements() throws IOException {
        int read = read();
        while (read >= 0) {
            switch (read) {
                case '[' -> inArray = true;
                case ']' -> inArray = false;
                case ' ', '\t', '\r', '\n', ',', 0xEF, 0xBB, 0xBF -> {
                    // Between elements, or a byte order mark.
                }
                default -> {
                    return read;
                }
            }
            read = read();
        }
        return -1;
    }

    private boolean restOfObject() throws IOException {
        int depth = 1;
        boolean inText = false;
        boolean escaped = false;
        while (depth > 0) {
            int read = element.size() < MAX_ELEMENT_BYTES ? read() : -1;
            if (read < 0) {
                return false;
            }
            element.write(read);
            if (escaped) {
                escaped = false;
            } else if (inText) {
                escaped = read == '\\';
                inText = read != '"';
            } else if (read == '"') {
                inText = true;
            } else if (read == '{') {
                depth++;
            } else if (read == '}') {
                depth--;
            }
        }
        return true;
    }

    private boolean restOfScalar() throws IOException {
        int read = read();
        while (read >= 0 && element.size() < MAX_ELEMENT_BYTES && ",[]{\n".indexOf(read) < 0) {
            element.write(read);
            read = read();
        }
        if (read >= 0) {
            in.unread(read);
            if (read == '\n') {
                line--;
            }
        }
        return true;
    }

    private int read() throws IOException {
        int read = in.read();
        if (read == '\n') {
            line++;
        }
        return read;
    }

    /** The index of the second message within these bytes, or -1. */
    private static int nextMessage(byte[] bytes) {
        int own = indexOfHeader(bytes, 0);
        int other = own < 0 ? -1 : indexOfHeader(bytes, own + 1);
        while (other > 0 && bytes[other] != '{') {
            other--;
        }
        return other > own ? other : -1;
    }

    private static int indexOfHeader(byte[] bytes, int from) {
        for (int i = from; i <= bytes.length - HEADER.length; i++) {
            int matched = 0;
            while (matched < HEADER.length && bytes[i + matched] == HEADER[matched]) {
                matched++;
            }
            if (matched == HEADER.length) {
                return i;
            }
        }
        return -1;
    }
}
