package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Stores the minute panes of all dimensions of a task. The panes of an hour share a block, which is one value. A replay
 * passes an hour in a moment and then writes one value instead of sixty. A block that would be too long is divided: its
 * panes are stored one by one, so that a change rewrites only its own pane.
 *
 * <p>The key of a pane is {@code DIMENSION NUL MINUTE}; the key of a block is {@code DIMENSION NUL b HOUR}. Both count
 * from 1970-01-01T00:00Z. For a task's thread.
 */
public final class PaneStore {
    /** Up to this length, a value costs RocksDB about as much as a value of a few bytes. */
    private static final int MAX_BLOCK_BYTES = 2_048;

    private static final int PANES_IN_BLOCK = 60;
    private static final char SEPARATOR = '\0';
    private static final char BLOCK = 'b';
    private static final byte END = -1;

    private final StoreSection store;
    /** The blocks of each dimension whose panes are stored one by one. */
    private final Map<String, Set<Long>> divided = new HashMap<>();

    /** Receives the stored panes. */
    public interface Restored {
        void accept(String dimension, long minute, Pane pane);
    }

    public PaneStore(StoreSection store) {
        this.store = store;
    }

    /** Passes all stored panes to the receiver. */
    public void restore(Restored restored) {
        store.forEach((key, stored) -> {
            int separator = key.lastIndexOf(SEPARATOR);
            String dimension = key.substring(0, separator);
            if (key.charAt(separator + 1) == BLOCK) {
                readBlock(dimension, number(key, separator + 2), stored, restored);
            } else {
                long minute = number(key, separator + 1);
                divide(dimension, block(minute));
                restored.accept(dimension, minute, Pane.fromBytes(stored));
            }
        });
    }

    private static long number(String key, int from) {
        return Long.parseLong(key, from, key.length(), 10);
    }

    /**
     * Whether an evicted pane must be removed from the store. A block may keep evicted panes until it is empty, since a
     * restart evicts them again.
     *
     * @param panes the dimension after the eviction; it has no earlier pane either
     */
    public boolean mustRemove(String dimension, long evictedMinute, RollingDimension panes) {
        long block = block(evictedMinute);
        return isDivided(dimension, block) || panesOf(panes, block).isEmpty();
    }

    /**
     * Puts changed and removed panes into the store.
     *
     * @param minutes the minutes whose panes have changed
     * @param panes all present panes of the dimension; a block is written with the neighbours of a changed pane
     */
    public void put(String dimension, Set<Long> minutes, RollingDimension panes) {
        Set<Long> blocks = new HashSet<>();
        for (long minute : minutes) {
            if (isDivided(dimension, block(minute))) {
                putPane(dimension, minute, panes.between(minute, minute + 1).get(minute));
            }
            blocks.add(block(minute));
        }
        for (long block : blocks) {
            NavigableMap<Long, Pane> present = panesOf(panes, block);
            if (!isDivided(dimension, block)) {
                putBlock(dimension, block, present);
            } else if (present.isEmpty()) {
                unite(dimension, block);
            }
        }
    }

    private void putPane(String dimension, long minute, Pane pane) {
        store.put(dimension + SEPARATOR + minute, pane == null ? null : pane.toBytes());
    }

    private void putBlock(String dimension, long block, NavigableMap<Long, Pane> present) {
        String key = dimension + SEPARATOR + BLOCK + block;
        byte[] bytes = present.isEmpty() ? null : bytesOf(present, firstMinute(block));
        if (bytes == null || bytes.length <= MAX_BLOCK_BYTES) {
            store.put(key, bytes);
            return;
        }
        store.put(key, null);
        divide(dimension, block);
        present.forEach((minute, pane) -> putPane(dimension, minute, pane));
    }

    private static byte[] bytesOf(NavigableMap<Long, Pane> present, long firstMinute) {
        return BinaryCodec.write(256, out -> {
            for (Map.Entry<Long, Pane> entry : present.entrySet()) {
                out.writeByte((int) (entry.getKey() - firstMinute));
                entry.getValue().write(out);
            }
            out.writeByte(END);
        });
    }

    private static void readBlock(String dimension, long block, byte[] bytes, Restored restored) {
        BinaryCodec.read(bytes, "a stored block of panes", in -> {
            for (int at = in.readByte(); at != END; at = in.readByte()) {
                restored.accept(dimension, firstMinute(block) + at, Pane.read(in));
            }
            return block;
        });
    }

    private static NavigableMap<Long, Pane> panesOf(RollingDimension panes, long block) {
        return panes.between(firstMinute(block), firstMinute(block + 1));
    }

    private boolean isDivided(String dimension, long block) {
        return divided.getOrDefault(dimension, Set.of()).contains(block);
    }

    private void divide(String dimension, long block) {
        divided.computeIfAbsent(dimension, key -> new HashSet<>()).add(block);
    }

    private void unite(String dimension, long block) {
        divided.computeIfPresent(dimension, (key, blocks) -> {
            blocks.remove(block);
            return blocks.isEmpty() ? null : blocks;
        });
    }

    private static long block(long minute) {
        return Math.floorDiv(minute, PANES_IN_BLOCK);
    }

    private static long firstMinute(long block) {
        return block * PANES_IN_BLOCK;
    }
}
