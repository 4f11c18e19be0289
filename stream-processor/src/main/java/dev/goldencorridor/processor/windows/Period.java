package dev.goldencorridor.processor.windows;

import java.time.LocalDate;
import java.util.List;

/**
 * A calendar period. The {@link CorridorCalendar} in use defines its days.
 *
 * @param first its first day
 */
public record Period(Kind kind, LocalDate first) {
    /** The lengths of periods. */
    public enum Kind {
        DAY,
        MONTH,
        YEAR
    }

    /** The day, the month and the year that contain a day (counted from 1970-01-01). */
    public static List<Period> of(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return List.of(
                new Period(Kind.DAY, date),
                new Period(Kind.MONTH, date.withDayOfMonth(1)),
                new Period(Kind.YEAR, date.withDayOfYear(1)));
    }

    /** The inverse of {@link #name}; null if the text names no period. */
    public static Period ofName(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return null;
        }
        String label = name.substring(colon + 1);
        return switch (name.substring(0, colon)) {
            case "DAY" -> new Period(Kind.DAY, LocalDate.parse(label));
            case "MONTH" -> new Period(Kind.MONTH, LocalDate.parse(label + "-01"));
            case "YEAR" -> new Period(Kind.YEAR, LocalDate.parse(label + "-01-01"));
            default -> null;
        };
    }

    /** ISO 8601, to the precision of the period: 2025, 2025-11, 2025-11-30. */
    public String label() {
        String date = first.toString();
        return switch (kind) {
            case DAY -> date;
            case MONTH -> date.substring(0, date.length() - 3);
            case YEAR -> date.substring(0, date.length() - 6);
        };
    }

    /** The last part of the keys of the aggregates: {@code MONTH:2025-11}. */
    public String name() {
        return kind + ":" + label();
    }

    public long firstDay() {
        return first.toEpochDay();
    }

    public long lastDay() {
        LocalDate last =
                switch (kind) {
                    case DAY -> first;
                    case MONTH -> first.plusMonths(1).minusDays(1);
                    case YEAR -> first.plusYears(1).minusDays(1);
                };
        return last.toEpochDay();
    }

    /** The same day of the year before; 28 February for 29 February. */
    static long yearBefore(long day) {
        return LocalDate.ofEpochDay(day).minusYears(1).toEpochDay();
    }
}
