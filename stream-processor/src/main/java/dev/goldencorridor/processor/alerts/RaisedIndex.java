package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.StoreSection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The stored index of the runs with raised alerts, by facility. For a task's thread. */
final class RaisedIndex {
    private static final byte[] PRESENT = {};
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    private final StoreSection section;

    RaisedIndex(StoreSection section) {
        this.section = section;
    }

    void set(String facility, String run, boolean isRaised) {
        section.put(facility + SEPARATOR + run, isRaised ? PRESENT : null);
    }

    /** The runs with a raised alert at the facility, as a copy. */
    List<String> runsAt(String facility) {
        List<String> runs = new ArrayList<>();
        section.forEach(facility + SEPARATOR, facility + AFTER_SEPARATOR, (key, present) -> runs.add(run(key)));
        return runs;
    }

    /** The runs with a raised alert anywhere, each once. */
    static Set<String> runs(StoreSection section) {
        Set<String> runs = new LinkedHashSet<>();
        section.forEach((key, present) -> runs.add(run(key)));
        return runs;
    }

    private static String run(String key) {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }
}
