package dev.goldencorridor.processor.windows;

/**
 * What a day is. Days count from 1970-01-01 and begin and end on whole minutes of Beijing time, which has been UTC+8
 * without summer time since 1991, twenty years before the first event.
 */
public enum CorridorCalendar {
    /** China's railway statistics: the day D runs from 18:01 on the day before to 18:00, both minutes included. */
    RAILWAY(18 * 60 + 1 - 24 * 60),
    /** Midnight to midnight. */
    CIVIL(0);

    private static final long BEIJING_AHEAD = 8 * 60;
    private static final long MINUTES_A_DAY = 24 * 60;

    private final long beginsAt;

    CorridorCalendar(long beginsAt) {
        this.beginsAt = beginsAt;
    }

    /** The day that a minute (from 1970-01-01T00:00Z) belongs to. */
    public long dayOf(long minute) {
        return Math.floorDiv(minute + BEIJING_AHEAD - beginsAt, MINUTES_A_DAY);
    }

    /** When a period begins, in milliseconds since 1970-01-01T00:00Z. */
    public long firstMillis(Period period) {
        return firstMinute(period.firstDay()) * 60_000;
    }

    /** The first minute (from 1970-01-01T00:00Z) of a day. */
    public long firstMinute(long day) {
        return day * MINUTES_A_DAY + beginsAt - BEIJING_AHEAD;
    }
}
