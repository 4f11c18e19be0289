package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.PeriodSum;
import dev.goldencorridor.processor.windows.WindowSum;
import java.time.Instant;

/**
 * The stretch of time that an aggregate is over, as its record tells it.
 *
 * @param window how the key ends
 * @param period label of the calendar period; null for a rolling window
 * @param start inclusive
 * @param end exclusive
 */
record TimeRange(String window, String period, Instant start, Instant end) {
    private static final long MINUTE = 60_000;

    static TimeRange of(WindowSum sum, EmitStamp stamp) {
        return new TimeRange(
                sum.window().name(), null, stamp.windowStart(sum.window().minutes()), stamp.windowEnd());
    }

    static TimeRange of(PeriodSum sum, CorridorCalendar calendar, EmitStamp stamp) {
        return new TimeRange(
                sum.period().name(),
                sum.period().label(),
                instant(calendar.firstMinute(sum.period().firstDay())),
                sum.isOver() ? instant(calendar.firstMinute(sum.period().lastDay() + 1)) : stamp.windowEnd());
    }

    private static Instant instant(long minute) {
        return Instant.ofEpochMilli(minute * MINUTE);
    }
}
