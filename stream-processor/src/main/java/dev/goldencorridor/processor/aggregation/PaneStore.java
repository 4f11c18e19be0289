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
 * The panes of all dimensions of a task, as they are stored: several neighbours together in a block, so that a replay,
 * which goes through an hour in a moment, writes one value and not sixty. Where that makes values long, which is where
 * much happens in each minute, the block's panes are stored one by one, so that a change rewrites its own alone.
 *
 * <p>A key is {@code DIMENSION NUL NUMBER}: of a pane, or after {@code b} of a block.
 */
public final class PaneStore {
    /** A value of this length costs RocksDB about as much as one of a few bytes. */
    private static final int LONGEST_BLOCK = 2_048;

    private static final char SEPARATOR = '\0';
    private static final char BLOCK = 'b';
    private static final byte END = -1;

    private final StoreSection store;
    private final int panesInBlock;
    private final Panes panes;
    private final CommitHook.Request beforeCommit;
    private final Map<String, Set<Long>> changed = new HashMap<>();
    /** The blocks that are stored pane by pane. */
    private final Map<String, Set<Long>> divided = new HashMap<>();

    /** Where the panes are. */
    public interface Panes {
        /** The panes of a dimension from one number to before another. */
        NavigableMap<Long, Pane> between(String dimension, long from, long before);
    }

    /** Takes in what is stored. */
    public interface Restored {
        void accept(String dimension, long number, Pane pane);
    }

    /**
     * Panes of a section.
     *
     * @param panesInBlock how many neighbours make a block; with 1 each pane is stored by itself
     * @param panes where the panes are
     * @param beforeCommit the request of the processor; whoever made it has {@link #write} called
     */
    public PaneStore(StoreSection store, int panesInBlock, Panes panes, CommitHook.Request beforeCommit) {
        this.store = store;
        this.panesInBlock = panesInBlock;
        this.panes = panes;
        this.beforeCommit = beforeCommit;
    }

    /** Tells all that is stored. */
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

    /** A pane has changed, or is there no more. */
    public void change(String dimension, long number) {
        changed.computeIfAbsent(dimension, key -> new HashSet<>()).add(number);
        beforeCommit.make();
    }

    /** These panes are there no more, and nor is any before them. */
    public void forget(String dimension, List<Long> numbers) {
        for (long number : numbers) {
            if (isDivided(dimension, block(number))) {
                change(dimension, number);
            } else if (isEmpty(dimension, block(number))) {
                // Until then a block may hold more than there is: what is too old is forgotten anew when it is
                // restored.
                change(dimension, number);
            }
        }
    }

    private boolean isEmpty(String dimension, long block) {
        return panesOf(dimension, block).isEmpty();
    }

    private NavigableMap<Long, Pane> panesOf(String dimension, long block) {
        return panes.between(dimension, first(block), first(block + 1));
    }

    /** Writes what has changed. */
    public void write() {
        changed.forEach((dimension, numbers) -> {
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
        changed.clear();
    }

    private void writePane(String dimension, long number) {
        Pane pane = panes.between(dimension, number, number + 1).get(number);
        store.put(dimension + SEPARATOR + number, pane == null ? null : pane.toBytes());
    }

    private void writeBlock(String dimension, long block) {
        NavigableMap<Long, Pane> present = panesOf(dimension, block);
        String key = dimension + SEPARATOR + BLOCK + block;
        byte[] bytes = present.isEmpty() ? null : bytesOf(present, first(block));
        if (bytes == null || bytes.length <= LONGEST_BLOCK) {
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
