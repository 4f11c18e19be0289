package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.StoreSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When to look at a run again, in order of hours, so that a look costs what is due. A run whose events have moved its
 * journeys on by then is looked at once more later, which costs less than to move its place at every event.
 */
final class ExpiryIndex {
    private static final byte[] PRESENT = {};
    /** Of the hours since 1970; until the year 3110. */
    private static final int HOUR_DIGITS = 7;
    /** A later hour has more digits, and is as good as never. */
    private static final long LAST_HOUR = 9_999_999;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final StoreSection section;
    private long passedUpToHour;

    /** A run, and the hour in which it was to be looked at. */
    record Due(long hour, String run) {}

    ExpiryIndex(StoreSection section) {
        this.section = section;
    }

    /** The first hour that begins after all of an hour and a duration have passed. */
    static long hourAfter(long hour, Duration kept) {
        long more = (kept.toMillis() + HOUR - 1) / HOUR + 1;
        return hour > LAST_HOUR - more ? LAST_HOUR : Math.max(0, hour + more);
    }

    static long hourOf(long millis) {
        return Math.floorDiv(millis, HOUR);
    }

    /** @param hour of {@link #hourAfter} */
    void lookAgain(String run, long hour) {
        section.put(key(hour, run), PRESENT);
        passedUpToHour = Math.min(passedUpToHour, hour);
    }

    /**
     * Takes out runs to look at up to and with an hour, the earliest first.
     *
     * @param most how many
     */
    List<Due> takeDue(long hour, int most) {
        if (hour < passedUpToHour) {
            return List.of();
        }
        String end = key(hour + 1, "");
        List<String> keys = new ArrayList<>();
        section.forEachFrom(key(passedUpToHour, ""), (key, present) -> {
            if (key.compareTo(end) >= 0) {
                return false;
            }
            keys.add(key);
            return keys.size() < most;
        });
        List<Due> due = new ArrayList<>(keys.size());
        for (String key : keys) {
            section.put(key, null);
            due.add(new Due(Long.parseLong(key.substring(0, HOUR_DIGITS)), key.substring(HOUR_DIGITS)));
        }
        passedUpToHour = due.size() < most ? hour + 1 : due.get(due.size() - 1).hour();
        return due;
    }

    private static String key(long hour, String run) {
        String digits = Long.toString(Math.min(Math.max(hour, 0), LAST_HOUR));
        return "0".repeat(HOUR_DIGITS - digits.length()) + digits + run;
    }
}
