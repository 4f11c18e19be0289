package dev.goldencorridor.processor.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Values as objects on the heap before a section of a store of bytes. A value that changes several times between two commits is
 * written once, and one that was used lately is not read again. For a task's thread.
 *
 * @param <V> immutable, or changed by {@link Entry#set} alone
 */
public final class WriteBehindCache<V> {
    /** The most stored bytes of a generation's values. A value takes several times as much on the heap. */
    static final long MAX_GENERATION_BYTES = 8L << 20;

    private final StoreSection section;
    private final Function<V, byte[]> encode;
    private final Function<byte[], V> decode;
    private final CommitHook.Request beforeCommit;
    private final int most;
    private final List<Entry> changed = new ArrayList<>();
    /** Used since the generation before was full; what that one holds is forgotten when this one is. */
    private Map<String, Entry> recent = new HashMap<>();

    private Map<String, Entry> earlier = new HashMap<>();
    /** How many bytes the recent generation had when it was read or last written: a few publishers may have long values. */
    private long recentBytes;

    /**
     * Values of a section whose store has no cache of its own.
     *
     * @param most a bound for the values on the heap that have not changed; about half of it is always kept, unless values
     *     are so long that half of them exceed {@link #MAX_GENERATION_BYTES}
     * @param beforeCommit the request of the processor; whoever made it has {@link #write} called
     */
    public WriteBehindCache(
            StoreSection section,
            Function<V, byte[]> encode,
            Function<byte[], V> decode,
            int most,
            CommitHook.Request beforeCommit) {
        this.section = section;
        this.encode = encode;
        this.decode = decode;
        this.most = most;
        this.beforeCommit = beforeCommit;
    }

    /** A key's place. Valid until the next call for another key. */
    public final class Entry {
        private final String key;
        private V value;
        private boolean isStored;
        private boolean isChanged;
        private int bytes;

        private Entry(String key, byte[] stored) {
            this.key = key;
            this.value = stored == null ? null : decode.apply(stored);
            this.isStored = stored != null;
            this.bytes = stored == null ? 0 : stored.length;
        }

        /** Null if there is none. */
        public V value() {
            return value;
        }

        /** Null takes the value away. */
        public void set(V now) {
            value = now;
            if (!isChanged) {
                isChanged = true;
                changed.add(this);
                beforeCommit.make();
            }
        }
    }

    public Entry entry(String key) {
        return entry(key, true);
    }

    /**
     * The same.
     *
     * @param mayBeStored false where it is known that the store has none, which saves the search
     */
    public Entry entry(String key, boolean mayBeStored) {
        Entry entry = recent.get(key);
        if (entry == null) {
            entry = earlier.get(key);
            if (entry == null) {
                entry = new Entry(key, mayBeStored ? section.get(key) : null);
            }
            if (recent.size() >= most / 2 || recentBytes >= MAX_GENERATION_BYTES) {
                // What has changed must not be forgotten before it is written, and that in its order with all else.
                beforeCommit.writeNow();
                earlier = recent;
                recent = new HashMap<>();
                recentBytes = 0;
            }
            recent.put(key, entry);
            recentBytes += entry.bytes;
        }
        return entry;
    }

    /** Writes what has changed. */
    public void write() {
        for (Entry entry : changed) {
            entry.isChanged = false;
            if (entry.value != null || entry.isStored) {
                byte[] bytes = entry.value == null ? null : encode.apply(entry.value);
                section.put(entry.key, bytes);
                int length = bytes == null ? 0 : bytes.length;
                recentBytes += Math.max(0, length - entry.bytes);
                entry.bytes = length;
            }
            entry.isStored = entry.value != null;
        }
        changed.clear();
    }
}
