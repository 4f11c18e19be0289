package dev.goldencorridor.processor.state;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A step's view of a store, divided into {@linkplain StoreSection sections}. One store with several sections has one
 * changelog. So each commit has one batch and one partition in its transaction. Several stores would need as many.
 *
 * <p>A put is staged on the heap. Staged entries are flushed together, in the order of their last put. A flush happens
 * before each commit, before a range is read, and when {@value #MAX_STAGED_ENTRIES} entries are staged. A batch costs
 * the store half of what single writes cost, and a key that is put twice is written once. For a task's thread.
 */
public final class StagedStore {
    @Limit(
            scope = Scope.TASK,
            of = "the staged entries of one store",
            beyond = "they are written to the store",
            reason = "One batch costs half of single writes. More would take heap and save little.")
    static final int MAX_STAGED_ENTRIES = 1_000;

    private final KeyValueStore<String, byte[]> store;
    private final CommitHook.Registration commitHook;
    private final Map<String, byte[]> staged = new LinkedHashMap<>();

    /**
     * A view of a store.
     *
     * @param commitHook the registration of the step; it flushes the staged entries after everything else
     */
    public StagedStore(KeyValueStore<String, byte[]> store, CommitHook.Registration commitHook) {
        this.store = store;
        this.commitHook = commitHook;
        commitHook.flushLast(this::flush);
    }

    /** Builds a store on disk with a changelog. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    /**
     * A section of the store.
     *
     * @param mark the first character of the section's keys; unique in the store
     */
    public StoreSection section(char mark) {
        return new StoreSection(this, mark);
    }

    byte[] get(String key) {
        byte[] value = staged.get(key);
        return value != null || staged.containsKey(key) ? value : store.get(key);
    }

    void put(String key, byte[] value) {
        // Removed first, so that the entry moves to the end of the order.
        staged.remove(key);
        staged.put(key, value);
        if (staged.size() >= MAX_STAGED_ENTRIES) {
            flush();
        }
        commitHook.markDirty();
    }

    /** The entries from one key to another, both included. */
    KeyValueIterator<String, byte[]> range(String from, String to) {
        flush();
        return store.range(from, to);
    }

    KeyValueIterator<String, byte[]> prefixScan(String prefix) {
        flush();
        return store.prefixScan(prefix, Serdes.String().serializer());
    }

    /**
     * Writes the staged entries to the store. The commit hook does it before each commit. Call it earlier only where
     * these entries must be written before later ones.
     */
    public void flush() {
        if (!staged.isEmpty()) {
            List<KeyValue<String, byte[]>> entries = new ArrayList<>(staged.size());
            staged.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
            staged.clear();
            store.putAll(entries);
        }
    }
}
