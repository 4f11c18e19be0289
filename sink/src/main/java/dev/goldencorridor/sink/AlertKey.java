package dev.goldencorridor.sink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A delay alert's key, {@code facility|trainRunId|type}. The run's id may hold bars itself, facility and type do not.
 *
 * @param facility the place that the alert is about
 */
record AlertKey(String facility) {
    private static final char BAR = '|';

    /** The key in these bytes, UTF-8; empty if they are none. */
    static Optional<AlertKey> of(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int first = text.indexOf(BAR);
        int last = text.lastIndexOf(BAR);
        boolean hasAll = first > 0 && last > first + 1 && last < text.length() - 1;
        return hasAll ? Optional.of(new AlertKey(text.substring(0, first))) : Optional.empty();
    }
}
