package dev.goldencorridor.sink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A delay alert's key, {@code facility|trainRunId|type}. The run id may contain bars; facility and type do not.
 *
 * @param facility the facility of the alert
 */
record AlertKey(String facility) {
    private static final char BAR = '|';

    /** Parses a key in UTF-8; empty if the bytes are not an alert key. */
    static Optional<AlertKey> of(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int first = text.indexOf(BAR);
        int last = text.lastIndexOf(BAR);
        boolean hasAll = first > 0 && last > first + 1 && last < text.length() - 1;
        return hasAll ? Optional.of(new AlertKey(text.substring(0, first))) : Optional.empty();
    }
}
