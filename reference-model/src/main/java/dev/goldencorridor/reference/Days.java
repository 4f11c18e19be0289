package dev.goldencorridor.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When the days of the two calendars begin. */
public enum Days {
    /** At 18:01 Beijing time of the day before. */
    RAILWAY(Duration.ofHours(-6).plusMinutes(1)),
    /** At midnight in Beijing. */
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
