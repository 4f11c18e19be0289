package dev.goldencorridor.processor.state;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The shared records of one task. A record is written once per commit, however often its parts change: by the step that
 * is flushed first. For the task's thread.
 */
final class SharedRecordCache {
    private final String task;
    private final KeyValueStore<String, byte[]> store;
    private final String prefix;
    private final List<Runnable> prerequisites = new ArrayList<>();
    private final Generations<SharedRecord> records = new Generations<>(0, SharedRecord::storedBytes, this::flush);
    private final Set<SharedRecord> changed = new LinkedHashSet<>();
    private RecordPart<?> first;
    private RecordPart<?> second;
    private boolean isReplaced;

    SharedRecordCache(String task, KeyValueStore<String, byte[]> store, char mark) {
        this.task = task;
        this.store = store;
        this.prefix = String.valueOf(mark);
    }

    boolean hasPart(SharedRecords.Position position) {
        return (position == SharedRecords.Position.FIRST ? first : second) != null;
    }

    /**
     * Adds a step's part.
     *
     * @param prerequisite writes what must be in the stores before the records are
     */
    <V> RecordPart<V> join(
            SharedRecords.Position position,
            RecordPart.Format<V> format,
            int maxEntries,
            CommitHook.Registration hook,
            Runnable prerequisite) {
        boolean isFirst = position == SharedRecords.Position.FIRST;
        RecordPart<V> part =
                new RecordPart<>(this, isFirst ? record -> record.first : record -> record.second, format, hook);
        if (isFirst) {
            first = part;
        } else {
            second = part;
        }
        records.raiseMaxEntries(maxEntries);
        prerequisites.add(prerequisite);
        hook.beforeCommit(this::flush);
        return part;
    }

    /** To be called when the steps are initialised again, and so get another cache. */
    void replaced() {
        isReplaced = true;
    }

    SharedRecord entry(String key) {
        if (isReplaced) {
            throw new IllegalStateException("a step of task " + task + " uses the records of an earlier"
                    + " initialisation; the steps must be initialised in the same order each time");
        }
        return records.entry(key, missing -> new SharedRecord(missing, store.get(prefix + missing)));
    }

    void changed(SharedRecord record) {
        changed.add(record);
    }

    /** Writes the changed records. When the second step is flushed, nothing is left to write. */
    void flush() {
        if (changed.isEmpty()) {
            return;
        }
        prerequisites.forEach(Runnable::run);
        List<KeyValue<String, byte[]>> entries = new ArrayList<>();
        for (SharedRecord record : changed) {
            byte[] bytes = record.toBytes(first, second);
            if (bytes != null || record.isStored()) {
                entries.add(KeyValue.pair(prefix + record.key(), bytes));
                records.written(record.storedBytes(), bytes == null ? 0 : bytes.length);
                record.written(bytes);
            }
            if (entries.size() >= StagedStore.MAX_STAGED_ENTRIES) {
                store.putAll(entries);
                entries.clear();
            }
        }
        changed.clear();
        store.putAll(entries);
    }
}
