package dev.goldencorridor.producer.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits arrays, envelopes and lines into their objects, as bytes. Each byte is read once, and memory does not grow
 * with the source. A JSON parser cannot continue after a broken object; this class continues with the next line.
 */
final class DigitrafficElements implements Closeable {
    /** A train has at most 1 MiB. */
    static final int MAX_ELEMENT_BYTES = 1 << 20;

    private static final byte[] TRAINS_KEY = "\"trains\"".getBytes(StandardCharsets.US_ASCII);
    private static final int END = -1;

    private final PushbackInputStream in;
    private final ByteArrayOutputStream element = new ByteArrayOutputStream(1 << 14);
    private long line = 1;
    private long number;
    private long openArrays;
    /** The number of open arrays outside the envelope, or -1 outside of envelopes. */
    private long arraysAroundEnvelope = -1;

    private boolean isTooLong;
    private boolean isFinished;

    DigitrafficElements(InputStream in) {
        this.in = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), 1);
    }

    enum Kind {
        OBJECT,
        /** The beginning of an envelope, completed to an object without trains. Its trains are the next elements. */
        ENVELOPE,
        /** An object without its end. */
        CUT,
        TOO_LONG,
        /** Text outside of objects. If it is the first of the source, nothing follows. */
        NO_OBJECT,
        /** The source ended within an array. */
        UNCLOSED
    }

    /**
     * A part of the source.
     *
     * @param line the line on which it began, from 1
     * @param number its number in the source, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // Only read, never compared.
    record Element(Kind kind, byte[] bytes, long line, long number) {}

    /** The next element, or null at the end. */
    Element next() throws IOException {
        int first = isFinished ? END : betweenElements();
        long startLine = line;
        element.reset();
        isTooLong = false;
        if (first == END) {
            boolean isUnclosed = openArrays > 0;
            finish();
            return isUnclosed ? new Element(Kind.UNCLOSED, new byte[0], startLine, ++number) : null;
        }
        store(first);
        Kind kind = first == '{' ? restOfObject() : restOfText();
        if (kind != Kind.ENVELOPE) {
            number++;
        }
        return new Element(kind, element.toByteArray(), startLine, number);
    }

    /** Whether the last element was in an envelope, or began one. */
    boolean isInEnvelope() {
        return arraysAroundEnvelope >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int betweenElements() throws IOException {
        int read = read();
        while (read >= 0) {
            switch (read) {
                case '[' -> openArrays++;
                case ']' -> closeArray();
                case ' ', '\t', '\r', '\n', ',', 0xEF, 0xBB, 0xBF -> {
                    // Between elements, or a byte order mark.
                }
                default -> {
                    return read;
                }
            }
            read = read();
        }
        return END;
    }

    private void closeArray() throws IOException {
        openArrays = Math.max(0, openArrays - 1);
        if (isInEnvelope() && openArrays <= arraysAroundEnvelope) {
            arraysAroundEnvelope = -1;
            // Fields after the trains are not needed.
            restOfObject();
        }
    }

    private Kind restOfObject() throws IOException {
        int depth = 1;
        boolean inText = false;
        boolean isEscaped = false;
        int lastVisible = '{';
        while (depth > 0) {
            int read = read();
            if (read < 0) {
                finish();
                return isTooLong ? Kind.TOO_LONG : Kind.CUT;
            }
            if (read == '\n' && isCutOffBeforeNextLine(lastVisible)) {
                return isTooLong ? Kind.TOO_LONG : Kind.CUT;
            }
            store(read);
            if (read > ' ') {
                lastVisible = read;
            }
            if (read == '\n') {
                // JSON text has no line ends inside.
                inText = false;
                isEscaped = false;
            } else if (isEscaped) {
                isEscaped = false;
            } else if (inText) {
                isEscaped = read == '\\';
                inText = read != '"';
            } else if (read == '"') {
                inText = true;
            } else if (read == '{') {
                depth++;
            } else if (read == '}') {
                depth--;
            } else if (read == '[' && depth == 1 && !isInEnvelope() && endsWithTrainsKey()) {
                arraysAroundEnvelope = openArrays++;
                store(']');
                store('}');
                return Kind.ENVELOPE;
            }
        }
        return isTooLong ? Kind.TOO_LONG : Kind.OBJECT;
    }

    /** A line that begins with a bracket begins a new value, unless the line before it demands one. */
    private boolean isCutOffBeforeNextLine(int lastVisible) throws IOException {
        int next = in.read();
        if (next < 0) {
            return false;
        }
        in.unread(next);
        return (next == '{' || next == '[') && "[{,:".indexOf(lastVisible) < 0;
    }

    private Kind restOfText() throws IOException {
        if (number == 0 && openArrays == 0) {
            finish();
            return Kind.NO_OBJECT;
        }
        int read = read();
        while (read >= 0 && ",[]{\n".indexOf(read) < 0) {
            store(read);
            read = read();
        }
        if (read >= 0) {
            in.unread(read);
            line -= read == '\n' ? 1 : 0;
        }
        return Kind.NO_OBJECT;
    }

    private void finish() {
        isFinished = true;
        openArrays = 0;
    }

    private boolean endsWithTrainsKey() {
        if (isTooLong || element.size() > 1 << 10) {
            return false;
        }
        byte[] bytes = element.toByteArray();
        int end = skipSpaces(bytes, bytes.length - 1);
        if (end == 0 || bytes[end - 1] != ':') {
            return false;
        }
        end = skipSpaces(bytes, end - 1);
        int start = end - TRAINS_KEY.length;
        return start > 0 && Arrays.equals(bytes, start, end, TRAINS_KEY, 0, TRAINS_KEY.length);
    }

    /** The end of these bytes without trailing spaces. */
    private static int skipSpaces(byte[] bytes, int end) {
        int visible = end;
        while (visible > 0 && bytes[visible - 1] <= ' ' && bytes[visible - 1] >= 0) {
            visible--;
        }
        return visible;
    }

    private void store(int read) {
        if (element.size() < MAX_ELEMENT_BYTES) {
            element.write(read);
        } else {
            isTooLong = true;
        }
    }

    private int read() throws IOException {
        int read = in.read();
        if (read == '\n') {
            line++;
        }
        return read;
    }
}
