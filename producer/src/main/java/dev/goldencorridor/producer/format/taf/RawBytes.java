package dev.goldencorridor.producer.format.taf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Collects the bytes of one message, up to {@link TafLimits#MAX_MESSAGE_BYTES}. It drops the rest. */
final class RawBytes {
    private byte[] bytes = new byte[1 << 12];
    private int size;
    private boolean isOverflowed;

    void add(int one) {
        if (size == bytes.length) {
            if (size >= TafLimits.MAX_MESSAGE_BYTES) {
                isOverflowed = true;
                return;
            }
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) one;
    }

    int size() {
        return size;
    }

    /** Whether bytes were dropped. */
    boolean isOverflowed() {
        return isOverflowed;
    }

    void clear() {
        size = 0;
        isOverflowed = false;
    }

    /** Replaces the content. */
    void set(RawBytes other) {
        if (bytes.length < other.size) {
            bytes = new byte[other.bytes.length];
        }
        System.arraycopy(other.bytes, 0, bytes, 0, other.size);
        size = other.size;
        isOverflowed = other.isOverflowed;
    }

    boolean isBlank() {
        for (int i = 0; i < size; i++) {
            if (!isSpace(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** The bytes up to this index, as text. */
    String text(int end, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
    }

    /** Whether these bytes, after white space, begin with this ASCII text. Upper and lower case are equal. */
    boolean beginsWith(String text, int end) {
        int from = 0;
        while (from < end && isSpace(bytes[from])) {
            from++;
        }
        if (end - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toLowerCase((char) (bytes[from + i] & 0xFF)) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte one) {
        return one >= 0 && one <= ' ';
    }
}
