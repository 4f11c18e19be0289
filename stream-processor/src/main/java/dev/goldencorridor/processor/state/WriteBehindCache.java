package dev.goldencorridor.processor.state;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache of decoded values over a section of a store. A value that changes several times between two commits is
 * encoded and written once. A value that was used lately is not read and decoded again. For a task's thread.
 *
 * @param <V> immutable, or changed by {@link Entry#set} alone
 */
public final class WriteBehindCache<V> {
    @Limit(
            scope = Scope.TASK,
            of = "the stored size of one generation of a cache",
            beyond = "the earlier generation is evicted",
            reason = "On the heap a value takes several times its stored size. A few publishers may have long values.")
    static final long MAX_GENERATION_BYTES = 8L << 20;

    private final StoreSection section;
    private final Function<V, byte[]> encode;
    private final Function<byte[], V> decode;
    private final CommitHook.Registration commitHook;
    private final int maxEntries;
    private final List<Entry> changed = new ArrayList<>();
    /** The entries used since the earlier generation was full. When this one is full, the earlier one is evicted. */
    private Map<String, Entry> recent = new HashMap<>();

    private Map<String, Entry> earlier = new HashMap<>();
    /** Stored bytes of the recent generation, as read or last written. A few publishers may have long values. */
    private long recentBytes;

    /**
     * A cache over a section whose store has no cache of its own.
     *
     * @param maxEntries a bound for the unchanged values on the heap. The cache keeps about half of them at any time,
     *     unless these exceed {@link #MAX_GENERATION_BYTES}
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
        this.maxEntries = maxEntries;
        this.commitHook = commitHook;
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
        Entry entry = recent.get(key);
        if (entry == null) {
            entry = earlier.get(key);
            if (entry == null) {
                entry = new Entry(key, mayBeStored ? section.get(key) : null);
            }
            if (isGenerationFull()) {
                evictEarlierGeneration();
            }
            recent.put(key, entry);
            recentBytes += entry.storedBytes;
        }
        return entry;
    }

    private boolean isGenerationFull() {
        return recent.size() >= maxEntries / 2 || recentBytes >= MAX_GENERATION_BYTES;
    }

    private void evictEarlierGeneration() {
        // Changed values must be written before they are evicted, in the order of a commit.
        commitHook.flush();
        earlier = recent;
        recent = new HashMap<>();
        recentBytes = 0;
    }

    /** Puts the changed values into the section. */
    public void flush() {
        for (Entry entry : changed) {
            entry.isChanged = false;
            if (entry.value != null || entry.isStored) {
                byte[] bytes = entry.value == null ? null : encode.apply(entry.value);
                section.put(entry.key, bytes);
                int length = bytes == null ? 0 : bytes.length;
                recentBytes += Math.max(0, length - entry.storedBytes);
                entry.storedBytes = length;
            }
            entry.isStored = entry.value != null;
        }
        changed.clear();
    }
}
