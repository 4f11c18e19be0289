package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.state.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When to look at a run again, in order of hours, so that a look costs what is due. A run whose events have moved its
 * journeys on by then is looked at once more later, which costs less than to move its place at every event.
 */
final class Expiries {
    private static final byte[] PRESENT = {};
    /** Of the hours since 1970; until the year 3110. */
    private static final int HOUR_DIGITS = 7;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Section section;
    private long passedUpToHour;

    Expiries(Section section) {
        this.section = section;
    }

    /** The first hour that begins after an instant plus a duration. */
    static long hourAfter(long millis, Duration kept) {
        return Math.floorDiv(millis + kept.toMillis(), HOUR) + 1;
    }

    static long hourOf(long millis) {
        return Math.floorDiv(millis, HOUR);
    }

    void lookAgain(String run, long hour) {
        section.put(key(hour, run), PRESENT);
        passedUpToHour = Math.min(passedUpToHour, hour);
    }

    /** Takes out the runs to look at up to and with this hour. */
    List<String> takeDue(long hour) {
        if (hour < passedUpToHour) {
            return List.of();
        }
        List<String> due = new ArrayList<>();
        section.forEach(key(passedUpToHour, ""), key(hour + 1, ""), (key, present) -> due.add(key));
        passedUpToHour = hour + 1;
        due.forEach(key -> section.put(key, null));
        due.replaceAll(key -> key.substring(HOUR_DIGITS));
        return due;
    }

    private static String key(long hour, String run) {
        String digits = Long.toString(hour);
        return "0".repeat(HOUR_DIGITS - digits.length()) + digits + run;
    }
}
