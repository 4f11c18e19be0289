package dev.goldencorridor.producer.format.taf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds XML in the fields {@code xml}, {@code payload} and {@code data} of one JSON object, at any depth. It reads
 * strings and braces only, so that a broken object does not spoil the next one.
 */
final class JsonPayloads {
    private static final Set<String> FIELDS = Set.of("xml", "payload", "data");
    private static final Pattern XML = Pattern.compile("\\uFEFF?\\s*+(?:\\d++\\$\\s*+)?\\uFEFF?<");

    private final ByteInput in;
    private final long firstLine;
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean isField;
    private boolean hasPayload;
    private boolean hasEnded;

    /** Begins at an opening brace. */
    JsonPayloads(ByteInput in) {
        this.in = in;
        this.firstLine = in.line();
    }

    /** The line, from 1, on which the object begins. */
    long line() {
        return firstLine;
    }

    /**
     * The next XML text, in UTF-8; null at the end of the object.
     *
     * @throws TafException if the object is broken, or has no XML. The end of the object follows
     */
    byte[] next() throws IOException, TafException {
        while (!hasEnded) {
            int next = in.peek();
            if (next == ByteInput.END || next == '<') {
                throw brokenOff("the JSON object has no end");
            }
            in.read();
            if (next == '"') {
                string();
                if (isField && XML.matcher(text).lookingAt()) {
                    isField = false;
                    hasPayload = true;
                    return text.toString().getBytes(StandardCharsets.UTF_8);
                }
                isField = isFieldName();
            } else if (next == '{') {
                depth++;
                isField = false;
            } else if (next == '}' && --depth <= 0) {
                hasEnded = true;
            } else if (next > ' ' && next != ':') {
                isField = false;
            }
        }
        if (!hasPayload) {
            hasPayload = true;
            throw new TafException("the JSON object has no XML in a field xml, payload or data");
        }
        return null;
    }

    /** Whether the last string is the name of a field with XML. Only a colon may follow it. */
    private boolean isFieldName() throws IOException {
        while (in.peek() != ByteInput.END && in.peek() <= ' ') {
            in.read();
        }
        return in.peek() == ':' && FIELDS.contains(text.toString().toLowerCase(Locale.ROOT));
    }

    private void string() throws IOException, TafException {
        Utf8Text bytes = new Utf8Text();
        int next = in.peek();
        while (next != '"') {
            if (next == ByteInput.END || next == '\n') {
                throw brokenOff("a JSON string has no end");
            }
            in.read();
            if (next == '\\') {
                escape(bytes);
            } else {
                bytes.add(next);
            }
            if (bytes.size() > TafLimits.MAX_MESSAGE_BYTES) {
                throw brokenOff("a JSON string is longer than " + TafLimits.MAX_MESSAGE_BYTES + " bytes");
            }
            next = in.peek();
        }
        in.read();
        text.setLength(0);
        text.append(bytes.text());
    }

    private TafException brokenOff(String problem) {
        hasEnded = true;
        hasPayload = true;
        return new TafException(problem);
    }

    private void escape(Utf8Text bytes) throws IOException {
        int next = in.peek();
        if (next == ByteInput.END || next == '\n') {
            return;
        }
        in.read();
        switch (next) {
            case 'n' -> bytes.add('\n');
            case 'r' -> bytes.add('\r');
            case 't' -> bytes.add('\t');
            case 'b' -> bytes.add('\b');
            case 'f' -> bytes.add('\f');
            case 'u' -> bytes.addUnit((char) fourDigits());
            default -> bytes.add(next);
        }
    }

    private int fourDigits() throws IOException {
        int value = 0;
        for (int i = 0; i < 4 && Character.digit(in.peek(), 16) >= 0; i++) {
            value = (value << 4) | Character.digit(in.read(), 16);
        }
        return value;
    }
}
