package dev.goldencorridor.processor.publishing;

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
record Frame(String window, String period, Instant start, Instant end) {
    private static final long MINUTE = 60_000;

    static Frame of(WindowSum sum, Stamp stamp) {
        return new Frame(
                sum.window().name(), null, stamp.windowStart(sum.window().minutes()), stamp.windowEnd());
    }

    static Frame of(PeriodSum sum, CorridorCalendar calendar, Stamp stamp) {
        return new Frame(
                sum.period().name(),
                sum.period().label(),
                instant(calendar.firstMinute(sum.period().firstDay())),
                sum.isOver() ? instant(calendar.firstMinute(sum.period().lastDay() + 1)) : stamp.windowEnd());
    }

    private static Instant instant(long minute) {
        return Instant.ofEpochMilli(minute * MINUTE);
    }
}
