package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The time range of one key, and the base range with which it is compared. All ends are exclusive. An hour is compared
 * with nothing: its base range is empty.
 *
 * @param label the label of a calendar period; null for a rolling window
 * @param over whether the clock has left the period
 * @param days how many days of the period have begun; 0 for a rolling window and an hour
 * @param baseDays the same of the base range
 */
record Span(
        String label,
        Instant start,
        Instant end,
        Instant baseStart,
        Instant baseEnd,
        boolean over,
        long days,
        long baseDays) {
    private static final String HOUR = "HOUR:";

    /** @param name the last part of a key, for example {@code PT24H} or {@code MONTH:2025-06} */
    static Span of(String name, Instant clock, Days calendar) {
        int colon = name.indexOf(':');
        if (name.startsWith(HOUR)) {
            return hour(name.substring(colon + 1));
        }
        return colon < 0
                ? rolling(Duration.parse(name), clock)
                : period(name.substring(0, colon), name.substring(colon + 1), clock, calendar);
    }

    private static Span hour(String label) {
        Instant start = LocalDateTime.parse(label + ":00").toInstant(ZoneOffset.UTC);
        // Open trains belong to no hour. So an hour counts as over from its beginning.
        return new Span(label, start, start.plus(1, ChronoUnit.HOURS), start, start, true, 0, 0);
    }

    /** The name of the hour of UTC that holds an instant. */
    static String hourOf(Instant at) {
        return HOUR + at.atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH"));
    }

    private static Span rolling(Duration length, Instant clock) {
        Instant end = clock.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant start = end.minus(length);
        return new Span(null, start, end, start.minus(length), start, false, 0, 0);
    }

    private static Span period(String kind, String label, Instant clock, Days calendar) {
        LocalDate first =
                switch (kind) {
                    case "DAY" -> LocalDate.parse(label);
                    case "MONTH" -> YearMonth.parse(label).atDay(1);
                    default -> LocalDate.of(Integer.parseInt(label), 1, 1);
                };
        LocalDate last =
                switch (kind) {
                    case "DAY" -> first;
                    case "MONTH" -> YearMonth.parse(label).atEndOfMonth();
                    default -> LocalDate.of(first.getYear(), 12, 31);
                };
        LocalDate today = calendar.of(clock);
        LocalDate upTo = last.isBefore(today) ? last : today;
        LocalDate baseFirst = first.minusYears(1);
        LocalDate baseLast = upTo.minusYears(1);
        return new Span(
                label,
                calendar.beginOf(first),
                calendar.beginOf(upTo.plusDays(1)),
                calendar.beginOf(baseFirst),
                calendar.beginOf(baseLast.plusDays(1)),
                last.isBefore(today),
                ChronoUnit.DAYS.between(first, upTo) + 1,
                ChronoUnit.DAYS.between(baseFirst, baseLast) + 1);
    }

    /** The names of the calendar periods that hold an instant; none if they are older than the history. */
    static List<String> periodsOf(Instant at, Instant clock, Days calendar, int years) {
        LocalDate day = calendar.of(at);
        return day.getYear() < calendar.of(clock).getYear() - years
                ? List.of()
                : List.of("DAY:" + day, "MONTH:" + YearMonth.from(day), "YEAR:" + day.getYear());
    }

    boolean holds(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    boolean baseHolds(Instant at) {
        return !at.isBefore(baseStart) && at.isBefore(baseEnd);
    }

    boolean isHour() {
        return label != null && label.indexOf('T') > 0;
    }

    boolean isRolling() {
        return label == null;
    }
}
