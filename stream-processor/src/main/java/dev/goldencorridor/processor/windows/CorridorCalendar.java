package dev.goldencorridor.processor.windows;

/**
 * The definition of a day. Days count from 1970-01-01. They begin and end on whole minutes of Beijing time. This has
 * been UTC+8 without summer time since 1991, twenty years before the first event.
 */
public enum CorridorCalendar {
    /** The day of China's railway statistics: from 18:01 on the day before to 18:00, both minutes included. */
    RAILWAY(18 * 60 + 1 - 24 * 60),
    /** The civil day: midnight to midnight. */
    CIVIL(0);

    /** Beijing is ahead of UTC by this. */
    private static final long BEIJING_OFFSET_MINUTES = 8 * 60;

    private static final long MINUTES_PER_DAY = 24 * 60;

    /** The beginning of the day, in minutes from midnight. */
    private final long beginsAt;

    CorridorCalendar(long beginsAt) {
        this.beginsAt = beginsAt;
    }

    /** The day of a minute (counted from 1970-01-01T00:00Z). */
    public long dayOf(long minute) {
        return Math.floorDiv(minute + BEIJING_OFFSET_MINUTES - beginsAt, MINUTES_PER_DAY);
    }

    /** The beginning of a period, in milliseconds since 1970-01-01T00:00Z. */
    public long firstMillis(Period period) {
        return firstMinute(period.firstDay()) * 60_000;
    }

    /** The first minute (counted from 1970-01-01T00:00Z) of a day. */
    public long firstMinute(long day) {
        return day * MINUTES_PER_DAY + beginsAt - BEIJING_OFFSET_MINUTES;
    }
}
