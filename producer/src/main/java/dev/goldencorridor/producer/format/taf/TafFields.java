package dev.goldencorridor.producer.format.taf;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times, dates and minutes in the ways that railways write them, and collects the faults. Null means absent. */
final class TafFields {
    private static final int MAX_QUOTED_CHARS = 60;
    private static final int MILLIS_DIGITS = 3;
    private static final int ISO_DATE_CHARS = 10;
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}):(\\d{2})(?::(\\d{2}))?"
            + "(?:[.,](\\d{1,12}))?\\s?(?:([Zz])|([+-])(\\d{1,2})(?::?(\\d{2}))?)?");
    private static final Pattern MINUTES = Pattern.compile("[+-]?\\d{1,5}");

    private final String country;
    private final Optional<ZoneId> zone;
    private final List<String> faults = new ArrayList<>();

    /**
     * Creates fields without faults.
     *
     * @param country for messages
     * @param zone applies to times without an offset; empty if it is not known
     */
    TafFields(String country, Optional<ZoneId> zone) {
        this.country = country;
        this.zone = zone;
    }

    List<String> faults() {
        return faults;
    }

    void fault(String field, String problem) {
        faults.add(field + ": " + problem);
    }

    /** The value, which must not be null. */
    <T> T required(String field, T value) {
        if (value == null && faults.stream().noneMatch(fault -> fault.startsWith(field + ":"))) {
            fault(field, "is missing");
        }
        return value;
    }

    /**
     * The instant in this text, to the millisecond. A time without an offset is local. If the hour comes twice, the
     * earlier one applies.
     */
    Instant instant(String field, String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            fault(field, quoted(text) + " is not a time such as 2025-06-01T08:30:00+02:00");
            return null;
        }
        try {
            LocalDateTime local = local(matcher);
            if (matcher.group(6) != null) {
                return local.toInstant(ZoneOffset.UTC);
            }
            if (matcher.group(7) != null) {
                return local.toInstant(offset(matcher));
            }
            if (zone.isEmpty()) {
                noZone(field, text);
                return null;
            }
            return local.atZone(zone.get()).toInstant();
        } catch (DateTimeException e) {
            fault(field, quoted(text) + " is not a time: " + e.getMessage());
            return null;
        }
    }

    /** The local date of an instant. */
    LocalDate localDate(String field, String text) {
        Instant instant = instant(field, text);
        if (instant == null) {
            return null;
        }
        if (zone.isEmpty()) {
            noZone(field, text);
            return null;
        }
        return LocalDate.ofInstant(instant, zone.get());
    }

    /** The date in the first ten characters. A zone may follow. */
    LocalDate date(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.substring(0, Math.min(ISO_DATE_CHARS, text.length())));
        } catch (DateTimeException e) {
            fault(field, quoted(text) + " is not a date such as 2025-06-01");
            return null;
        }
    }

    /** A delay: minutes with or without a sign, or an ISO-8601 duration. */
    Duration delay(String field, String text) {
        if (text == null) {
            return null;
        }
        Optional<Duration> delay = minutes(text);
        if (delay.isEmpty()) {
            fault(field, quoted(text) + " is not a number of minutes");
        }
        return delay.orElse(null);
    }

    static Optional<Duration> minutes(String text) {
        if (MINUTES.matcher(text).matches()) {
            return Optional.of(Duration.ofMinutes(Integer.parseInt(text)));
        }
        try {
            return text.length() > MAX_QUOTED_CHARS ? Optional.empty() : Optional.of(checked(Duration.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The text in quotes, cut for messages. */
    static String quoted(String text) {
        return "'" + (text.length() > MAX_QUOTED_CHARS ? text.substring(0, MAX_QUOTED_CHARS) + "…" : text) + "'";
    }

    /** No train is later than a year, and larger numbers could overflow. */
    private static Duration checked(Duration delay) {
        if (delay.abs().compareTo(Duration.ofDays(366)) > 0) {
            throw new DateTimeException("too long");
        }
        return delay;
    }

    private static LocalDateTime local(Matcher matcher) {
        LocalDate date = LocalDate.parse(matcher.group(1));
        int hour = Integer.parseInt(matcher.group(2));
        int minute = Integer.parseInt(matcher.group(3));
        int second = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        String fraction = matcher.group(5) == null ? "0" : matcher.group(5);
        int millis = Integer.parseInt((fraction + "00").substring(0, MILLIS_DIGITS));
        if (hour == 24 && minute == 0 && second == 0 && millis == 0) {
            return date.plusDays(1).atStartOfDay();
        }
        return date.atTime(LocalTime.of(hour, minute, second, millis * 1_000_000));
    }

    private static ZoneOffset offset(Matcher matcher) {
        int sign = matcher.group(7).equals("-") ? -1 : 1;
        int minutes = matcher.group(9) == null ? 0 : Integer.parseInt(matcher.group(9));
        return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(matcher.group(8)), sign * minutes);
    }

    private void noZone(String field, String text) {
        fault(
                field,
                quoted(text) + " depends on the time zone, and " + country + " has several: set "
                        + TafSettings.ZONES_CONFIG + ", e.g. to KZ=Asia/Almaty");
    }
}
