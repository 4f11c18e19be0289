package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.StoreSection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The runs in the section of the former release, which stored the alerts of a run apart from the run's record. A run
 * moves to its record when a start evaluates it. An empty section costs nothing. For a task's thread.
 */
final class FormerRuns {
    private final StoreSection section;
    /** Runs to delete when their records are written. */
    private final Set<String> moved = new HashSet<>();

    private int count;

    FormerRuns(StoreSection section) {
        this.section = section;
    }

    /** Visits and counts the stored runs. To be called once, at the start. */
    void restore(Consumer<String> consumer) {
        section.forEach((run, stored) -> {
            count++;
            consumer.accept(run);
        });
    }

    /** Null if the section does not have the run. */
    RunAlerts get(String run) {
        byte[] stored = count == 0 || moved.contains(run) ? null : section.get(run);
        return stored == null ? null : RunAlerts.fromBytes(stored);
    }

    /** To be called when a run of this section has changed. */
    void moved(String run) {
        if (moved.add(run)) {
            count--;
        }
    }

    /** To be called after the records of the runs were written. */
    void flush() {
        moved.forEach(run -> section.put(run, null));
        moved.clear();
    }
}
