package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a task's runs were ever counted by, numbered. Each run keeps its number. The port catalogue changes seldom, so
 * none is ever removed. For a task's thread.
 */
final class Countings {
    /** The number of runs that the former release stored, which kept none. */
    static final int FORMER_RELEASE = 0;

    private static final String REVIEWED = "reviewed";
    private static final int NONE = -1;

    private final StoreSection section;
    private final List<Counting> known = new ArrayList<>();
    private final int present;
    private int stored;
    /** The number by which all runs are known to be counted. */
    private int reviewed;

    /**
     * Those of a store.
     *
     * @param catalogue what runs are counted by from now on
     */
    Countings(StoreSection section, PortCatalogue catalogue) {
        this.section = section;
        for (byte[] one = section.get(key(0)); one != null; one = section.get(key(known.size()))) {
            known.add(Counting.fromBytes(one));
        }
        stored = known.size();
        Counting now = Counting.by(catalogue);
        if (known.isEmpty()) {
            // The former release did not keep its catalogue. So the catalogue must not change with the release.
            known.add(now.byFormerRelease());
        }
        if (!known.contains(now)) {
            known.add(now);
        }
        present = known.indexOf(now);
        byte[] mark = section.get(REVIEWED);
        reviewed = mark == null ? NONE : ByteBuffer.wrap(mark).getInt();
    }

    /** Call this before anything is counted by the present catalogue. Further calls cost nothing. */
    void begin() {
        for (; stored < known.size(); stored++) {
            section.put(key(stored), known.get(stored).toBytes());
        }
        if (reviewed != NONE && reviewed != present) {
            // Should the former catalogue return before the review is done, all runs must be reviewed again.
            section.put(REVIEWED, null);
            reviewed = NONE;
        }
    }

    /** The number of what runs are counted by now. */
    int presentNumber() {
        return present;
    }

    Counting present() {
        return known.get(present);
    }

    Counting of(int number) {
        if (number >= known.size()) {
            throw new IllegalStateException(
                    "a run was counted by port catalogue " + number + ", but the store has only " + known.size()
                            + "; the store " + RunProcessor.STORE + " is damaged and must be restored");
        }
        return known.get(number);
    }

    /** Whether all runs are counted by the present one. */
    boolean isReviewed() {
        return reviewed == present;
    }

    void setReviewed() {
        reviewed = present;
        section.put(REVIEWED, ByteBuffer.allocate(Integer.BYTES).putInt(present).array());
    }

    private static String key(int number) {
        return "c" + number;
    }
}
