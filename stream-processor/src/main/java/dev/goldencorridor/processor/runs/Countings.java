package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All countings that a task ever used, by number. Each run stores its number. A counting is never removed, since the
 * port catalogue changes seldom. For the task's thread.
 */
final class Countings {
    /** The number of runs that the former release stored without a number. */
    static final int FORMER_RELEASE = 0;

    private static final String REVIEWED = "reviewed";
    private static final int NONE = -1;

    private final StoreSection section;
    private final List<Counting> countings = new ArrayList<>();
    private final int current;
    /** How many countings are stored. */
    private int stored;
    /** The number of the counting by which all runs are counted; {@link #NONE} while a review is not complete. */
    private int reviewed;

    /** @param catalogue the port catalogue by which runs are counted from now on */
    Countings(StoreSection section, PortCatalogue catalogue, Duration orderTolerance) {
        this.section = section;
        for (byte[] one = section.get(key(0)); one != null; one = section.get(key(countings.size()))) {
            countings.add(Counting.fromBytes(one));
        }
        stored = countings.size();
        Counting now = Counting.of(catalogue, orderTolerance);
        if (countings.isEmpty()) {
            // The former release did not store its catalogue. So the catalogue must not change with the release.
            countings.add(now.ofFormerRelease());
        }
        if (!countings.contains(now)) {
            countings.add(now);
        }
        current = countings.indexOf(now);
        byte[] mark = section.get(REVIEWED);
        reviewed = mark == null ? NONE : ByteBuffer.wrap(mark).getInt();
    }

    /** Stores the current counting. Call this before it counts anything. Further calls cost nothing. */
    void ensureStored() {
        for (; stored < countings.size(); stored++) {
            section.put(key(stored), countings.get(stored).toBytes());
        }
        if (reviewed != NONE && reviewed != current) {
            // If the former catalogue returns before the review is complete, all runs must be reviewed again.
            section.put(REVIEWED, null);
            reviewed = NONE;
        }
    }

    int currentNumber() {
        return current;
    }

    Counting current() {
        return countings.get(current);
    }

    Counting of(int number) {
        if (number >= countings.size()) {
            throw new IllegalStateException(
                    "a run was counted by port catalogue " + number + ", but the store has only " + countings.size()
                            + "; the store " + RunProcessor.STORE + " is damaged and must be restored");
        }
        return countings.get(number);
    }

    /** Whether all runs are counted by the current counting. */
    boolean isReviewed() {
        return reviewed == current;
    }

    void setReviewed() {
        reviewed = current;
        section.put(REVIEWED, ByteBuffer.allocate(Integer.BYTES).putInt(current).array());
    }

    private static String key(int number) {
        return "c" + number;
    }
}
