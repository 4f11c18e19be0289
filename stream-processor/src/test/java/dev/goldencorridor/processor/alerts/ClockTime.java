package dev.goldencorridor.processor.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;

/**
 * Times and durations in the cells of a table. A time counts from midnight of 31 October 2026 (UTC). Hours go on after
 * midnight, as in a timetable: {@code 25:30} is half past one on the next day. A duration reads {@code 12h30m}.
 */
final class ClockTime {
    static final Instant MIDNIGHT = Instant.parse("2026-10-31T00:00:00Z");

    private ClockTime() {}

    static Instant instant(String time) {
        int colon = time.indexOf(':');
        int hours = Integer.parseInt(time.substring(0, colon));
        LocalTime inHour = LocalTime.parse("00" + time.substring(colon));
        return MIDNIGHT.plus(Duration.ofHours(hours)).plusNanos(inHour.toNanoOfDay());
    }

    static long millis(String time) {
        return instant(time).toEpochMilli();
    }

    static String text(Instant instant) {
        Duration passed = Duration.between(MIDNIGHT, instant);
        String text = "%02d:%02d".formatted(passed.toHours(), passed.toMinutesPart());
        return passed.toSecondsPart() == 0 ? text : text + ":%02d".formatted(passed.toSecondsPart());
    }

    static String text(long millis) {
        return text(Instant.ofEpochMilli(millis));
    }

    /** The length of a duration, as in {@code 12h30m}. */
    static long durationMillis(String text) {
        return Duration.parse("PT" + text).toMillis();
    }

    static String durationText(long millis) {
        return Duration.ofMillis(millis).toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
