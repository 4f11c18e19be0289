package dev.goldencorridor.schemas.alerts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of a delay alert, {@code facility|trainRunId|type}. The run id may contain bars; facility and type do not.
 *
 * @param trainRunId {@link #ALL_RUNS} if the alert is about the facility
 * @param type the name of an {@link AlertType}, possibly of a later release
 */
public record AlertKey(String facility, String trainRunId, String type) {
    /** Replaces the run id where an alert is about a facility. */
    public static final String ALL_RUNS = "ALL";

    private static final char BAR = '|';

    public static AlertKey of(String facility, String trainRunId, AlertType type) {
        return new AlertKey(facility, trainRunId, type.name());
    }

    /** Whether a facility code can be part of a key. */
    public static boolean canContain(String facility) {
        return facility.indexOf(BAR) < 0;
    }

    /** Parses a key in UTF-8; empty if the bytes are not an alert key. */
    public static Optional<AlertKey> parse(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int first = text.indexOf(BAR);
        int last = text.lastIndexOf(BAR);
        boolean hasAll = first > 0 && last > first + 1 && last < text.length() - 1;
        return hasAll
                ? Optional.of(new AlertKey(
                        text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1)))
                : Optional.empty();
    }

    /** The key as it is published. */
    @Override
    public String toString() {
        return facility + BAR + trainRunId + BAR + type;
    }
}
