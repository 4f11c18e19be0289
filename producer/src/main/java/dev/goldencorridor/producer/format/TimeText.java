package dev.goldencorridor.producer.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as files have them: RFC 3339 with its usual variants, milliseconds since 1970, and local times.
 *
 * @param zone of times without an offset; empty if they are refused
 * @param patterns of further local times, e.g. {@code d.M.uuuu H:mm}
 */
record TimeText(Optional<ZoneId> zone, List<DateTimeFormatter> patterns) {
    static final TimeText STRICT = new TimeText(Optional.empty(), List.of());

    private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{9,18}");
    /** Groups: date, time to the minute, seconds, fraction, offset. */
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2})(:\\d{2})?"
            + "(?:[.,](\\d{1,9}))? ?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?");

    /** The instant. The exception's message is the fault of the text. */
    Instant parse(String text) throws UnreadableMovementException {
        try {
            if (MILLISECONDS.matcher(text).matches()) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            Instant instant = instant(text);
            // ISO-8601 can express years beyond the range of the contract's milliseconds.
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableMovementException("'" + text + "' is not an ISO-8601 instant such as"
                    + " 2025-06-01T08:30:00Z or 2025-06-01 16:30+08:00, nor milliseconds since 1970");
        }
    }

    private Instant instant(String text) throws UnreadableMovementException {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            String local = iso.group(1) + "T" + iso.group(2) + orEmpty("", iso.group(3)) + fraction(iso);
            return iso.group(5) == null
                    ? local(LocalDateTime.parse(local), text)
                    : OffsetDateTime.parse(local + offset(iso.group(5))).toInstant();
        }
        for (DateTimeFormatter pattern : patterns) {
            try {
                return local(LocalDateTime.parse(text, pattern), text);
            } catch (DateTimeException e) {
                // The next pattern may match.
            }
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private Instant local(LocalDateTime time, String text) throws UnreadableMovementException {
        if (zone.isEmpty()) {
            throw new UnreadableMovementException("'" + text + "' has no offset from UTC. Add one, as in"
                    + " 2025-06-01T08:30:00Z or 2025-06-01 16:30+08:00, or name the zone of the file with --zone"
                    + " Asia/Shanghai");
        }
        int offsets = zone.get().getRules().getValidOffsets(time).size();
        if (offsets != 1) {
            throw new UnreadableMovementException("'" + text + "' occurs " + (offsets == 0 ? "never" : "twice") + " in "
                    + zone.get() + ", because the clocks change. Add the offset from UTC, as in +02:00");
        }
        return time.atZone(zone.get()).toInstant();
    }

    private static String fraction(Matcher iso) {
        if (iso.group(3) == null && iso.group(4) != null) {
            throw new DateTimeException("a fraction needs seconds");
        }
        return orEmpty(".", iso.group(4));
    }

    /** OffsetDateTime requires minutes and a colon. */
    private static String offset(String text) {
        String digits = text.replace(":", "").toUpperCase(Locale.ROOT);
        return switch (digits.length()) {
            case 3 -> digits + ":00";
            case 5 -> digits.substring(0, 3) + ":" + digits.substring(3);
            default -> digits;
        };
    }

    private static String orEmpty(String prefix, String text) {
        return text == null ? "" : prefix + text;
    }
}
