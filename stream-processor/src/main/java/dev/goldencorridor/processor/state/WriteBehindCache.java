package dev.goldencorridor.processor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A cache of decoded values over a section of a store. A value that changes several times between two commits is
 * encoded and written once. A value that was used lately is not read and decoded again. For a task's thread.
 *
 * @param <V> immutable, or changed by {@link Entry#set} alone
 */
public final class WriteBehindCache<V> {
    private final StoreSection section;
    private final Function<V, byte[]> encode;
    private final Function<byte[], V> decode;
    private final CommitHook.Registration commitHook;
    private final List<Entry> changed = new ArrayList<>();
    private final Generations<Entry> entries;

    /**
     * A cache over a section whose store has no cache of its own.
     *
     * @param maxEntries a limit for the unchanged values on the heap. The cache keeps about half of them at any time,
     *     unless these exceed {@link Generations#MAX_GENERATION_BYTES}
     * @param commitHook the registration of the processor, which flushes this cache before a commit
     */
    public WriteBehindCache(
            StoreSection section,
            Function<V, byte[]> encode,
            Function<byte[], V> decode,
            int maxEntries,
            CommitHook.Registration commitHook) {
        this.section = section;
        this.encode = encode;
        this.decode = decode;
        this.commitHook = commitHook;
        // Changed values must be written before they are evicted, in the order of a commit.
        this.entries = new Generations<>(maxEntries, entry -> entry.storedBytes, commitHook::flush);
        commitHook.beforeCommit(this::flush);
    }

    /** The entry of a key. Valid until the next call for another key. */
    public final class Entry {
        private final String key;
        private V value;
        private boolean isStored;
        private boolean isChanged;
        private int storedBytes;

        private Entry(String key, byte[] stored) {
            this.key = key;
            this.value = stored == null ? null : decode.apply(stored);
            this.isStored = stored != null;
            this.storedBytes = stored == null ? 0 : stored.length;
        }

        /** Null if the key has no value. */
        public V value() {
            return value;
        }

        /** Null deletes the key. */
        public void set(V newValue) {
            value = newValue;
            if (!isChanged) {
                isChanged = true;
                changed.add(this);
                commitHook.markDirty();
            }
        }
    }

    /** The entry of a key, read from the section unless it is cached. */
    public Entry entry(String key) {
        return entry(key, true);
    }

    /**
     * The entry of a key.
     *
     * @param mayBeStored false if the store certainly has no value, which saves a read
     */
    public Entry entry(String key, boolean mayBeStored) {
        return entries.entry(key, missing -> new Entry(missing, mayBeStored ? section.get(missing) : null));
    }

    /** Puts the changed values into the section. */
    public void flush() {
        for (Entry entry : changed) {
            entry.isChanged = false;
            if (entry.value != null || entry.isStored) {
                byte[] bytes = entry.value == null ? null : encode.apply(entry.value);
                section.put(entry.key, bytes);
                int length = bytes == null ? 0 : bytes.length;
                entries.written(entry.storedBytes, length);
                entry.storedBytes = length;
            }
            entry.isStored = entry.value != null;
        }
        changed.clear();
    }
}
