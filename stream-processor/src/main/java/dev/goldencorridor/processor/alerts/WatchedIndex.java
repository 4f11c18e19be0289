package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The stored index of the watched runs, with the header of each. A start reads it instead of the runs. An entry is
 * written before a commit if its header has changed since the last one. For a task's thread.
 */
final class WatchedIndex {
    private final StoreSection section;
    private final CommitHook.Registration hook;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /**
     * A changed entry; null means that the index does not have the run.
     *
     * @param stored the header in the section
     * @param current the header to write
     */
    private record Change(RunHeader stored, RunHeader current) {
        /** Needed until the record of the run is written too. */
        RunHeader cautious() {
            if (stored == null || current == null) {
                return stored == null ? current : stored;
            }
            return stored.or(current);
        }
    }

    WatchedIndex(StoreSection section, CommitHook.Registration hook) {
        this.section = section;
        this.hook = hook;
    }

    /** Visits the stored headers. */
    void forEach(BiConsumer<String, RunHeader> consumer) {
        section.forEach((run, header) -> consumer.accept(run, RunHeader.fromBytes(header)));
    }

    /** Changes the header of a run; null if the index does not have the run. */
    void update(String run, RunHeader before, RunHeader after) {
        Change earlier = changes.get(run);
        if (earlier != null || !Objects.equals(before, after)) {
            changes.put(run, new Change(earlier == null ? before : earlier.stored, after));
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
            RunHeader cautious = change.cautious();
            if (!Objects.equals(cautious, change.stored)) {
                section.put(run, cautious.toBytes());
            }
            return new Change(cautious, change.current);
        });
    }

    /** To be called after the records of the runs were written. */
    void flushRemovals() {
        changes.forEach((run, change) -> {
            if (!Objects.equals(change.current, change.stored)) {
                section.put(run, change.current == null ? null : change.current.toBytes());
            }
        });
        changes.clear();
    }
}
