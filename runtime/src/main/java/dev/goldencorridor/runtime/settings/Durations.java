package dev.goldencorridor.runtime.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Parses durations: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 12h}, {@code 30d}, a bare number of milliseconds,
 * or ISO-8601 ({@code PT12H}).
 */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)?");

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if the text is no duration, or a negative one
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        Matcher matcher = SHORT.matcher(trimmed);
        if (matcher.matches()) {
            try {
                return of(Long.parseLong(matcher.group(1)), matcher.group(2));
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException("too long a duration: '" + text + "'", e);
            }
        }
        try {
            Duration parsed = Duration.parse(trimmed);
            if (parsed.isNegative()) {
                throw new IllegalArgumentException("a duration cannot be negative: " + text);
            }
            return parsed;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "not a duration: '" + text + "' (write 250ms, 10s, 5m, 12h, 30d or ISO-8601 such as PT12H)", e);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit == null ? "ms" : unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMillis(amount);
        };
    }

    /** A validator for settings that hold a duration between two limits, both inclusive. */
    public static ConfigDef.Validator between(String min, String max) {
        Duration low = parse(min);
        Duration high = parse(max);
        return new ConfigDef.Validator() {
            @Override
            public void ensureValid(String name, Object value) {
                Duration duration;
                try {
                    duration = parse((String) value);
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(name, value, e.getMessage());
                }
                if (duration.compareTo(low) < 0 || duration.compareTo(high) > 0) {
                    throw new ConfigException(name, value, "must be between " + min + " and " + max);
                }
            }

            @Override
            public String toString() {
                return "duration [" + min + ".." + max + "]";
            }
        };
    }
}
