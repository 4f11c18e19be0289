package dev.goldencorridor.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The day of China's railway statistics: from 18:01 Beijing time on the day before to 18:00. The published figures
 * count by it.
 */
final class RailwayDay {
    private static final Duration BEIJING_AHEAD = Duration.ofHours(8);
    /** From 18:01 to midnight. */
    private static final Duration BEGINS_BEFORE_MIDNIGHT = Duration.ofHours(24).minus(Duration.ofMinutes(18 * 60 + 1));

    private RailwayDay() {}

    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time.plus(BEIJING_AHEAD).plus(BEGINS_BEFORE_MIDNIGHT), ZoneOffset.UTC);
    }

    /** When the day begins (UTC). */
    static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().minus(BEIJING_AHEAD).minus(BEGINS_BEFORE_MIDNIGHT);
    }
}
