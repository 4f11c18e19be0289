package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.ChangedDays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which dimensions have changes that are not yet published. Each has an entry in the store, written at commits where it
 * changed: so a start publishes what the end of the last run kept from being published, and reads nothing else again.
 */
final class UnemittedDimensions {
    private static final byte VERSION = 1;
    private static final int WINDOWS = 1;
    private static final int RUNNING = 2;

    private final StoreSection store;
    private final CommitHook.Request write;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final Set<String> touched = new HashSet<>();

    /**
     * What is still to be published of a dimension.
     *
     * @param windows whether its windows are. Those of dimensions with panes need not be stored: a start publishes them all
     * @param running whether the running periods are
     * @param days days whose periods are
     */
    record Entry(boolean windows, boolean running, ChangedDays days) {
        private boolean isEmpty() {
            return !windows && !running && days.isEmpty();
        }

        private byte[] toBytes() {
            return BinaryCodec.write(16, out -> {
                out.writeByte(VERSION);
                out.writeByte((windows ? WINDOWS : 0) | (running ? RUNNING : 0));
                days.write(out);
            });
        }

        private static Entry fromBytes(byte[] bytes) {
            return BinaryCodec.read(bytes, "a stored list of unpublished periods", in -> {
                byte version = in.readByte();
                if (version != VERSION) {
                    throw new IOException("version " + version + "; this release reads version " + VERSION);
                }
                int flags = in.readByte();
                return new Entry((flags & WINDOWS) != 0, (flags & RUNNING) != 0, ChangedDays.read(in));
            });
        }
    }

    /** Takes what was stored of a dimension. */
    interface Restored {
        void accept(String dimension, Entry entry);
    }

    /** The present state of a dimension. */
    interface State {
        Entry of(String dimension);
    }

    UnemittedDimensions(StoreSection store, CommitHook.Request write) {
        this.store = store;
        this.write = write;
    }

    void restore(Restored restored) {
        store.forEach((dimension, bytes) -> {
            stored.put(dimension, bytes);
            restored.accept(dimension, Entry.fromBytes(bytes));
        });
    }

    /** Something has changed, or was published. */
    void touch(String dimension) {
        if (touched.add(dimension)) {
            write.make();
        }
    }

    /** Writes what has changed. */
    void write(State state) {
        for (String dimension : touched) {
            Entry entry = state.of(dimension);
            byte[] before = stored.get(dimension);
            byte[] now = entry.isEmpty() ? null : entry.toBytes();
            if (!Arrays.equals(before, now)) {
                store.put(dimension, now);
                if (now == null) {
                    stored.remove(dimension);
                } else {
                    stored.put(dimension, now);
                }
            }
        }
        touched.clear();
    }
}
