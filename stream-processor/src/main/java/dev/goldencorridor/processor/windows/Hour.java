package dev.goldencorridor.processor.windows;

import java.time.Instant;

/**
 * An hour of UTC. It is a calendar period that depends on no {@link CorridorCalendar}.
 *
 * @param number counts from 1970-01-01T00:00Z
 */
public record Hour(long number) {
    private static final String PREFIX = "HOUR:";
    private static final int MINUTES = 60;
    private static final long MILLIS = 3_600_000;
    /** The rest of an instant's text, after its hour. */
    private static final String REST = ":00:00Z";

    /** The hour of a minute (counted from 1970-01-01T00:00Z). */
    public static Hour ofMinute(long minute) {
        return new Hour(Math.floorDiv(minute, MINUTES));
    }

    /** The inverse of {@link #name}; null if the text names no hour. */
    public static Hour ofName(String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        Instant start = Instant.parse(name.substring(PREFIX.length()) + REST);
        return new Hour(Math.floorDiv(start.toEpochMilli(), MILLIS));
    }

    /** ISO 8601 in UTC, to the hour: 2025-11-30T14. */
    public String label() {
        String start = Instant.ofEpochMilli(firstMillis()).toString();
        return start.substring(0, start.length() - REST.length());
    }

    /** The last part of the keys of the aggregates: {@code HOUR:2025-11-30T14}. */
    public String name() {
        return PREFIX + label();
    }

    /** The beginning, in milliseconds since 1970-01-01T00:00Z. */
    public long firstMillis() {
        return number * MILLIS;
    }

    /** The first minute, counted from 1970-01-01T00:00Z. */
    public long firstMinute() {
        return number * MINUTES;
    }

    /** The hour that begins so many hours later. */
    public Hour plus(long hours) {
        return new Hour(number + hours);
    }
}
