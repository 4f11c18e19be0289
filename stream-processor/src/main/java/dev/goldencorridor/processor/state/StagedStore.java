package dev.goldencorridor.processor.state;

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
 * A step's share of a store, in sections. One store with several sections is one changelog, and so one batch and one
 * partition of the transaction in each commit, where several stores would be as many.
 *
 * <p>What is put is gathered, and written together, in the order in which it was last put: before each commit, before a
 * range is read, and when it is much. A batch costs the store half of what its entries would cost one by one, and what is
 * put twice is written once. For a task's thread.
 */
public final class StagedStore {
    private static final int MOST_GATHERED = 1_000;

    private final KeyValueStore<String, byte[]> store;
    private final CommitHook.Request beforeCommit;
    private final Map<String, byte[]> gathered = new LinkedHashMap<>();

    /**
     * A step's share.
     *
     * @param beforeCommit the request of the step; what was put is written last
     */
    public StagedStore(KeyValueStore<String, byte[]> store, CommitHook.Request beforeCommit) {
        this.store = store;
        this.beforeCommit = beforeCommit;
        beforeCommit.last(this::write);
    }

    /** A store, on disk and with a changelog, that can have sections. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    /**
     * One of its sections.
     *
     * @param mark what the section's keys begin with; each has another
     */
    public StoreSection section(char mark) {
        return new StoreSection(this, mark);
    }

    byte[] get(String key) {
        byte[] value = gathered.get(key);
        return value != null || gathered.containsKey(key) ? value : store.get(key);
    }

    void put(String key, byte[] value) {
        gathered.remove(key);
        gathered.put(key, value);
        if (gathered.size() >= MOST_GATHERED) {
            write();
        }
        beforeCommit.make();
    }

    /** From a key to another, both included. */
    KeyValueIterator<String, byte[]> range(String from, String to) {
        write();
        return store.range(from, to);
    }

    KeyValueIterator<String, byte[]> prefixScan(String prefix) {
        write();
        return store.prefixScan(prefix, Serdes.String().serializer());
    }

    /** Writes what was put, for whom its order before what comes later matters; before a commit it is done anyway. */
    public void write() {
        if (!gathered.isEmpty()) {
            List<KeyValue<String, byte[]>> entries = new ArrayList<>(gathered.size());
            gathered.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
            gathered.clear();
            store.putAll(entries);
        }
    }
}
