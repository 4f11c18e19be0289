package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.state.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * When to look at which run, in order of time, so that a look costs what is due. Each run stands here once at most. It is
 * moved when it is due earlier; when it is due later it is looked at once for nothing, which costs less than to move it at
 * every event. The first due time is known on the heap: while it is not reached a look costs nothing, however many wait.
 */
final class Timers {
    private static final byte[] PRESENT = {};
    /** Of the milliseconds since 1970; until the year 2286. */
    private static final int DIGITS = 13;

    private static final long LAST = 9_999_999_999_999L;

    private final Section section;
    /** None is due before. */
    private long earliest;
    /** All up to here have been taken out, so that a look need not read over what is no more. */
    private long passed;

    Timers(Section section) {
        this.section = section;
        this.passed = 0;
        this.earliest = AlertLife.NEVER;
        section.forEachFrom("", (key, present) -> {
            earliest = time(key);
            return false;
        });
    }

    /**
     * Sees to it that a run is looked at.
     *
     * @param stands where it stands already; {@link AlertLife#NEVER} if it does not
     * @param due when to look; {@link AlertLife#NEVER} if there is no need to
     * @return where it stands now
     */
    long set(String run, long stands, long due) {
        long at = due == AlertLife.NEVER ? due : Math.max(0, Math.min(LAST, due));
        if (at >= stands) {
            return stands;
        }
        remove(run, stands);
        section.put(key(at, run), PRESENT);
        earliest = Math.min(earliest, at);
        passed = Math.min(passed, at);
        return at;
    }

    void remove(String run, long stands) {
        if (stands != AlertLife.NEVER) {
            section.put(key(stands, run), null);
        }
    }

    boolean isAnyDue(long clock) {
        return clock >= earliest;
    }

    /** A run to look at, and where it stood. */
    record Due(long at, String run) {}

    /**
     * The runs to look at up to and with the clock, the first due first, but not more than so many. They count as taken out;
     * once what came of the look is kept, they are to be {@linkplain #forget forgotten}.
     */
    List<Due> takeDue(long clock, int most) {
        List<Due> due = new ArrayList<>();
        earliest = AlertLife.NEVER;
        section.forEachFrom(digits(passed), (key, present) -> {
            long time = time(key);
            if (time > clock || due.size() >= most) {
                earliest = time;
                return false;
            }
            due.add(new Due(time, key.substring(DIGITS)));
            return true;
        });
        if (!due.isEmpty()) {
            passed = due.get(due.size() - 1).at();
        }
        return due;
    }

    /** Deletes what was taken out. Runs that are to be looked at again stand later than the clock by then. */
    void forget(List<Due> taken) {
        taken.forEach(due -> section.put(key(due.at(), due.run()), null));
    }

    private static String key(long at, String run) {
        return digits(at) + run;
    }

    private static String digits(long at) {
        String digits = Long.toString(at);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static long time(String key) {
        return Long.parseLong(key, 0, DIGITS, 10);
    }
}
