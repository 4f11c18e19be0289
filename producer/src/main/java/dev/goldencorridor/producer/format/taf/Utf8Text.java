package dev.goldencorridor.producer.format.taf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects UTF-8 bytes and UTF-16 code units of one text. */
final class Utf8Text {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private char high;

    void add(int one) {
        endSurrogate();
        bytes.write(one);
    }

    /** Adds a UTF-16 code unit. Two of them may be one character. */
    void addUnit(char unit) {
        if (Character.isLowSurrogate(unit) && high != 0) {
            String pair = new String(new char[] {high, unit});
            high = 0;
            bytes.writeBytes(pair.getBytes(StandardCharsets.UTF_8));
            return;
        }
        endSurrogate();
        if (Character.isHighSurrogate(unit)) {
            high = unit;
        } else {
            bytes.writeBytes(String.valueOf(unit).getBytes(StandardCharsets.UTF_8));
        }
    }

    int size() {
        return bytes.size();
    }

    String text() {
        endSurrogate();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A surrogate without its other half is no character. */
    private void endSurrogate() {
        if (high != 0) {
            high = 0;
            bytes.write('?');
        }
    }
}
