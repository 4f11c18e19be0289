package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The stored index of the watched runs. A start reads it, since most stored runs are no longer watched. An entry is
 * written before a commit if the run has become watched, or has ceased to be. For a task's thread.
 */
final class WatchedIndex {
    private static final byte[] WATCHED = {1};

    private final StoreSection section;
    private final CommitHook.Registration hook;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /**
     * A changed entry.
     *
     * @param isStored whether the section has the entry
     * @param isWatched whether it shall have it
     */
    private record Change(boolean isStored, boolean isWatched) {}

    WatchedIndex(StoreSection section, CommitHook.Registration hook) {
        this.section = section;
        this.hook = hook;
    }

    /** Visits the stored runs. */
    void forEach(Consumer<String> consumer) {
        section.forEach((run, watched) -> consumer.accept(run));
    }

    /** To be called after each change of a run. */
    void update(String run, boolean wasWatched, boolean isWatched) {
        Change earlier = changes.get(run);
        if (earlier != null || wasWatched != isWatched) {
            changes.put(run, new Change(earlier == null ? wasWatched : earlier.isStored, isWatched));
            hook.markDirty();
        }
    }

    /** Removes an entry whose run is not watched. */
    void remove(String run) {
        section.put(run, null);
    }

    /** To be called before the records of the runs are written. */
    void flushAdditions() {
        changes.replaceAll((run, change) -> {
            if (!change.isWatched || change.isStored) {
                return change;
            }
            section.put(run, WATCHED);
            return new Change(true, true);
        });
    }

    /** To be called after the records of the runs were written. */
    void flushRemovals() {
        changes.forEach((run, change) -> {
            if (change.isStored && !change.isWatched) {
                section.put(run, null);
            }
        });
        changes.clear();
    }
}
