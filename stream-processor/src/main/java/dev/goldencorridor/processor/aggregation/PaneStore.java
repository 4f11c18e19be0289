package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Pane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Stores the panes of all dimensions of a task. Neighbouring panes share a block, which is one value. A replay passes
 * an hour in a moment and then writes one value instead of sixty. A block that would be too long is divided: its panes
 * are stored one by one, so that a change rewrites only its own pane.
 *
 * <p>The key of a pane is {@code DIMENSION NUL NUMBER}; the key of a block is {@code DIMENSION NUL b NUMBER}.
 */
public final class PaneStore {
    /** Up to this length, a value costs RocksDB about as much as a value of a few bytes. */
    private static final int MAX_BLOCK_BYTES = 2_048;

    private static final char SEPARATOR = '\0';
    private static final char BLOCK = 'b';
    private static final byte END = -1;

    private final StoreSection store;
    private final int panesInBlock;
    private final Panes panes;
    private final CommitHook.Registration hook;
    /** The numbers of each dimension's panes that have changed since the last flush. */
    private final Map<String, Set<Long>> dirty = new HashMap<>();
    /** The blocks of each dimension whose panes are stored one by one. */
    private final Map<String, Set<Long>> divided = new HashMap<>();

    /** The panes on the heap. */
    public interface Panes {
        /** The panes of a dimension from one number (inclusive) to another (exclusive). */
        NavigableMap<Long, Pane> between(String dimension, long from, long before);
    }

    /** Receives the stored panes. */
    public interface Restored {
        void accept(String dimension, long number, Pane pane);
    }

    /**
     * The panes of a section.
     *
     * @param panesInBlock the number of neighbouring panes in a block; with 1, each pane is stored by itself
     * @param panes the panes on the heap; a flush reads a changed pane with its neighbours
     * @param hook the processor's commit hook, which must call {@link #flush}
     */
    public PaneStore(StoreSection store, int panesInBlock, Panes panes, CommitHook.Registration hook) {
        this.store = store;
        this.panesInBlock = panesInBlock;
        this.panes = panes;
        this.hook = hook;
    }

    /** Passes all stored panes to the receiver. */
    public void restore(Restored restored) {
        store.forEach((key, stored) -> {
            int separator = key.lastIndexOf(SEPARATOR);
            String dimension = key.substring(0, separator);
            if (key.charAt(separator + 1) == BLOCK) {
                readBlock(dimension, number(key, separator + 2), stored, restored);
            } else {
                long number = number(key, separator + 1);
                divide(dimension, block(number));
                restored.accept(dimension, number, Pane.fromBytes(stored));
            }
        });
    }

    private static long number(String key, int from) {
        return Long.parseLong(key, from, key.length(), 10);
    }

    /** Marks a pane as changed or removed. */
    public void markDirty(String dimension, long number) {
        dirty.computeIfAbsent(dimension, key -> new HashSet<>()).add(number);
        hook.markDirty();
    }

    /** Forgets panes that the heap no longer has. The heap must not have any earlier pane either. */
    public void forget(String dimension, List<Long> numbers) {
        for (long number : numbers) {
            // A stored block may keep forgotten panes until it is empty: a restart forgets them again.
            if (isDivided(dimension, block(number)) || isEmpty(dimension, block(number))) {
                markDirty(dimension, number);
            }
        }
    }

    private boolean isEmpty(String dimension, long block) {
        return panesOf(dimension, block).isEmpty();
    }

    private NavigableMap<Long, Pane> panesOf(String dimension, long block) {
        return panes.between(dimension, first(block), first(block + 1));
    }

    /** Writes the changed panes to the store. */
    public void flush() {
        dirty.forEach((dimension, numbers) -> {
            Set<Long> blocks = new HashSet<>();
            for (long number : numbers) {
                if (isDivided(dimension, block(number))) {
                    writePane(dimension, number);
                }
                blocks.add(block(number));
            }
            blocks.forEach(block -> {
                if (!isDivided(dimension, block)) {
                    writeBlock(dimension, block);
                } else if (isEmpty(dimension, block)) {
                    unite(dimension, block);
                }
            });
        });
        dirty.clear();
    }

    private void writePane(String dimension, long number) {
        Pane pane = panes.between(dimension, number, number + 1).get(number);
        store.put(dimension + SEPARATOR + number, pane == null ? null : pane.toBytes());
    }

    private void writeBlock(String dimension, long block) {
        NavigableMap<Long, Pane> present = panesOf(dimension, block);
        String key = dimension + SEPARATOR + BLOCK + block;
        byte[] bytes = present.isEmpty() ? null : bytesOf(present, first(block));
        if (bytes == null || bytes.length <= MAX_BLOCK_BYTES) {
            store.put(key, bytes);
            return;
        }
        store.put(key, null);
        divide(dimension, block);
        present.forEach((number, pane) -> store.put(dimension + SEPARATOR + number, pane.toBytes()));
    }

    private static byte[] bytesOf(NavigableMap<Long, Pane> present, long first) {
        return BinaryCodec.write(256, out -> {
            for (Map.Entry<Long, Pane> entry : present.entrySet()) {
                out.writeByte((int) (entry.getKey() - first));
                entry.getValue().write(out);
            }
            out.writeByte(END);
        });
    }

    private void readBlock(String dimension, long block, byte[] bytes, Restored restored) {
        BinaryCodec.read(bytes, "a stored block of panes", in -> {
            for (int at = in.readByte(); at != END; at = in.readByte()) {
                restored.accept(dimension, first(block) + at, Pane.read(in));
            }
            return block;
        });
    }

    private boolean isDivided(String dimension, long block) {
        return panesInBlock == 1 || divided.getOrDefault(dimension, Set.of()).contains(block);
    }

    private void divide(String dimension, long block) {
        if (panesInBlock > 1) {
            divided.computeIfAbsent(dimension, key -> new HashSet<>()).add(block);
        }
    }

    private void unite(String dimension, long block) {
        divided.computeIfPresent(dimension, (key, blocks) -> {
            blocks.remove(block);
            return blocks.isEmpty() ? null : blocks;
        });
    }

    private long block(long number) {
        return Math.floorDiv(number, panesInBlock);
    }

    private long first(long block) {
        return block * panesInBlock;
    }
}
