package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.HourSum;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.WindowSum;
import java.time.Instant;

/**
 * The time range of an aggregate, as its record states it. {@code clock} is the pipeline's clock, in milliseconds since
 * 1970-01-01T00:00Z.
 *
 * @param window the last part of the key
 * @param period label of the calendar period; null for a rolling window
 * @param start inclusive
 * @param end exclusive
 */
record TimeRange(String window, String period, Instant start, Instant end) {
    private static final long MINUTE_MILLIS = 60_000;

    static TimeRange of(WindowSum sum, long clock) {
        long firstMinute = minute(clock) - sum.window().minutes() + 1;
        return new TimeRange(sum.window().name(), null, startOfMinute(firstMinute), endOfMinute(clock));
    }

    static TimeRange of(PeriodSum sum, CorridorCalendar calendar, long clock) {
        return new TimeRange(
                sum.period().name(),
                sum.period().label(),
                startOfMinute(calendar.firstMinute(sum.period().firstDay())),
                sum.isOver() ? startOfMinute(calendar.firstMinute(sum.period().lastDay() + 1)) : endOfMinute(clock));
    }

    /** The whole hour, also while it runs. */
    static TimeRange of(HourSum sum) {
        Hour hour = sum.hour();
        return new TimeRange(
                hour.name(),
                hour.label(),
                startOfMinute(hour.firstMinute()),
                startOfMinute(hour.plus(1).firstMinute()));
    }

    /** The end of the clock's minute, at which windows and running periods end. */
    static Instant endOfMinute(long clock) {
        return startOfMinute(minute(clock) + 1);
    }

    private static long minute(long clock) {
        return Math.floorDiv(clock, MINUTE_MILLIS);
    }

    private static Instant startOfMinute(long minute) {
        return Instant.ofEpochMilli(minute * MINUTE_MILLIS);
    }
}
