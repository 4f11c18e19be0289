package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The two calendars, each with the time at which its days begin. */
public enum Days {
    /** Days begin at 18:01 Beijing time of the day before. */
    RAILWAY(Duration.ofHours(-6).plusMinutes(1)),
    /** Days begin at midnight Beijing time. */
    CIVIL(Duration.ZERO);

    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final Duration fromMidnight;

    Days(Duration fromMidnight) {
        this.fromMidnight = fromMidnight;
    }

    Instant beginOf(LocalDate day) {
        return day.atStartOfDay(BEIJING).toInstant().plus(fromMidnight);
    }

    LocalDate of(Instant at) {
        LocalDate civil = at.atZone(BEIJING).toLocalDate();
        LocalDate next = civil.plusDays(1);
        return at.isBefore(beginOf(next)) ? civil : next;
    }
}
