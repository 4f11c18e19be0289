package dev.goldencorridor.operationscentre.feed;

import java.nio.charset.StandardCharsets;

/**
 * Two 32-bit FNV-1a hashes of one value. They are added modulo 2^32 over all values, so that the order of the values
 * does not matter and a change costs one subtraction and one addition.
 *
 * @param first the hash, or a sum of hashes, with the standard offset basis
 * @param second the same with another offset basis
 */
public record Fingerprint(int first, int second) {
    /** The fingerprint of no values. */
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    private static final int FIRST_BASIS = 0x811c9dc5;
    private static final int SECOND_BASIS = 0xcbf29ce4;
    private static final int PRIME = 0x01000193;

    /** The hashes of topic, key and text, each in UTF-8 and separated by line feeds. */
    public static Fingerprint of(String topic, String key, String text) {
        int first = FIRST_BASIS;
        int second = SECOND_BASIS;
        for (byte next : (topic + '\n' + key + '\n' + text).getBytes(StandardCharsets.UTF_8)) {
            int unsigned = next & 0xff;
            first = (first ^ unsigned) * PRIME;
            second = (second ^ unsigned) * PRIME;
        }
        return new Fingerprint(first, second);
    }

    Fingerprint plus(Fingerprint other) {
        return new Fingerprint(first + other.first, second + other.second);
    }

    Fingerprint minus(Fingerprint other) {
        return new Fingerprint(first - other.first, second - other.second);
    }

    /** Sixteen hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%08x%08x", first, second);
    }
}
