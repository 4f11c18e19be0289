package dev.goldencorridor.operationscentre.periods;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A calendar period as the window of an aggregate's key names it, for example {@code MONTH:2025-11}. Hours are in UTC.
 * The days of the other kinds are those of the pipeline's calendar, which knows no summer time.
 *
 * @param label ISO 8601, to the precision of the kind; labels of one kind sort in order of time
 * @param length its whole length, also while it runs
 */
public record CalendarPeriod(Kind kind, String label, Duration length) {
    /** The kinds of periods. */
    public enum Kind {
        HOUR,
        DAY,
        MONTH,
        YEAR;

        /** The kind with this name. */
        public static Optional<Kind> of(String name) {
            for (Kind kind : values()) {
                if (kind.name().equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private static final int HOUR_LABEL_CHARS = "2025-11-30T14".length();

    /** Parses the window of a key; empty if it is a rolling window or of an unknown kind. */
    public static Optional<CalendarPeriod> ofWindow(String window) {
        int colon = window.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String label = window.substring(colon + 1);
        try {
            return Kind.of(window.substring(0, colon))
                    .map(kind -> new CalendarPeriod(kind, label, lengthOf(kind, label)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration lengthOf(Kind kind, String label) {
        return switch (kind) {
            case HOUR -> {
                if (label.length() != HOUR_LABEL_CHARS) {
                    throw new DateTimeException("no hour: " + label);
                }
                yield Duration.ofHours(1);
            }
            case DAY -> {
                LocalDate first = LocalDate.parse(label);
                yield Duration.ofDays(first.plusDays(1).toEpochDay() - first.toEpochDay());
            }
            case MONTH -> Duration.ofDays(YearMonth.parse(label).lengthOfMonth());
            case YEAR -> Duration.ofDays(Year.parse(label).length());
        };
    }
}
