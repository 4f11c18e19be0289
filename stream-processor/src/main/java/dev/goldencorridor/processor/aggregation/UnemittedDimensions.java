package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.PeriodNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The dimensions with changes that are not emitted yet. Each has an entry in the store, which is flushed at a commit if
 * it has changed. A restart therefore emits the changes that the last run left, and reads no other dimension again.
 */
final class UnemittedDimensions {
    private static final byte VERSION = 2;
    /** It has no hours. */
    private static final byte FORMER_VERSION = 1;

    private static final int WINDOWS = 1;
    private static final int RUNNING = 2;

    private final StoreSection store;
    private final CommitHook.Registration hook;
    private final State state;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final Set<String> touched = new HashSet<>();

    /**
     * The unemitted changes of a dimension.
     *
     * @param windows whether its windows are unemitted; false for a dimension with panes, since a start emits these
     *     anyway
     * @param running whether its running periods are unemitted
     * @param days days whose periods are unemitted
     * @param hours unemitted hours
     */
    record Entry(boolean windows, boolean running, PeriodNumbers days, PeriodNumbers hours) {
        private boolean isEmpty() {
            return !windows && !running && days.isEmpty() && hours.isEmpty();
        }

        private byte[] toBytes() {
            return BinaryCodec.write(16, out -> {
                out.writeByte(VERSION);
                out.writeByte((windows ? WINDOWS : 0) | (running ? RUNNING : 0));
                days.write(out);
                hours.write(out);
            });
        }

        private static Entry fromBytes(byte[] bytes) {
            return BinaryCodec.read(bytes, "a stored list of unpublished periods", in -> {
                byte version = in.readByte();
                if (version != VERSION && version != FORMER_VERSION) {
                    throw new IOException("version " + version + "; this release reads versions " + FORMER_VERSION
                            + " and " + VERSION);
                }
                int flags = in.readByte();
                return new Entry(
                        (flags & WINDOWS) != 0,
                        (flags & RUNNING) != 0,
                        PeriodNumbers.read(in),
                        version == FORMER_VERSION ? new PeriodNumbers() : PeriodNumbers.read(in));
            });
        }
    }

    /** Receives the stored entries. */
    interface Restored {
        void accept(String dimension, Entry entry);
    }

    /** The present state of a dimension. */
    interface State {
        Entry of(String dimension);
    }

    /** @param state the present state of each touched dimension, read by a flush */
    UnemittedDimensions(StoreSection store, CommitHook.Registration hook, State state) {
        this.store = store;
        this.hook = hook;
        this.state = state;
        hook.beforeCommit(this::flush);
    }

    void restore(Restored restored) {
        store.forEach((dimension, bytes) -> {
            stored.put(dimension, bytes);
            restored.accept(dimension, Entry.fromBytes(bytes));
        });
    }

    /** Marks a dimension's entry as changed: the dimension has changed, or was emitted. */
    void touch(String dimension) {
        if (touched.add(dimension)) {
            hook.markDirty();
        }
    }

    /** Puts the entries that have changed into the store. */
    private void flush() {
        for (String dimension : touched) {
            Entry entry = state.of(dimension);
            byte[] now = entry.isEmpty() ? null : entry.toBytes();
            boolean isChanged = !Arrays.equals(stored.get(dimension), now);
            if (isChanged) {
                put(dimension, now);
            }
        }
        touched.clear();
    }

    private void put(String dimension, byte[] now) {
        store.put(dimension, now);
        if (now == null) {
            stored.remove(dimension);
        } else {
            stored.put(dimension, now);
        }
    }
}
