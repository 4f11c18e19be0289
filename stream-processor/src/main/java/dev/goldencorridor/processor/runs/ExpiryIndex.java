package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.StoreSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The due hours of runs, stored in order of time. Polling costs O(due runs), however many runs are stored.
 *
 * <p>A new event does not move the run's entry. If the run turns out not to be over, it gets a later entry then. This
 * costs less than to move the entry at every event. For the task's thread.
 */
final class ExpiryIndex {
    private static final byte[] PRESENT = {};
    /** The digits of an hour since 1970; enough until the year 3110. */
    private static final int HOUR_DIGITS = 7;
    /** A later hour would have more digits. It is as good as never. */
    private static final long MAX_HOUR = 9_999_999;

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    private final StoreSection section;
    /** All entries of earlier hours have been polled. */
    private long polledUpToHour;

    /** A run whose hour has come; hours count from 1970. */
    record DueRun(long hour, String runId) {}

    ExpiryIndex(StoreSection section) {
        this.section = section;
    }

    /** Returns the first hour that begins when the duration has passed since the end of an hour. */
    static long hourAfter(long hour, Duration duration) {
        long more = (duration.toMillis() + HOUR_MS - 1) / HOUR_MS + 1;
        return hour > MAX_HOUR - more ? MAX_HOUR : Math.max(0, hour + more);
    }

    static long hourOf(long millis) {
        return Math.floorDiv(millis, HOUR_MS);
    }

    /** @param hour a result of {@link #hourAfter} */
    void schedule(String runId, long hour) {
        section.put(key(hour, runId), PRESENT);
        polledUpToHour = Math.min(polledUpToHour, hour);
    }

    /**
     * Removes and returns the runs that are due, the earliest first.
     *
     * @param hour the last hour to poll
     * @param max the most runs to return
     */
    List<DueRun> poll(long hour, int max) {
        if (hour < polledUpToHour) {
            return List.of();
        }
        String end = key(hour + 1, "");
        List<String> keys = new ArrayList<>();
        section.forEachFrom(key(polledUpToHour, ""), (key, present) -> {
            if (key.compareTo(end) >= 0) {
                return false;
            }
            keys.add(key);
            return keys.size() < max;
        });
        List<DueRun> due = new ArrayList<>(keys.size());
        for (String key : keys) {
            section.put(key, null);
            due.add(new DueRun(Long.parseLong(key.substring(0, HOUR_DIGITS)), key.substring(HOUR_DIGITS)));
        }
        polledUpToHour = due.size() < max ? hour + 1 : due.get(due.size() - 1).hour();
        return due;
    }

    private static String key(long hour, String runId) {
        String digits = Long.toString(Math.min(Math.max(hour, 0), MAX_HOUR));
        return "0".repeat(HOUR_DIGITS - digits.length()) + digits + runId;
    }
}
