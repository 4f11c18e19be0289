package dev.goldencorridor.processor.state;

import java.util.function.Function;

/**
 * A step's view of its part of {@linkplain SharedRecords shared records}. For a task's thread.
 *
 * @param <V> immutable, or changed by {@link Entry#set} alone
 */
public final class RecordPart<V> {
    private final SharedRecordCache cache;
    private final Function<SharedRecord, SharedRecord.Slot> slot;
    private final Format<V> format;
    private final CommitHook.Registration hook;

    RecordPart(
            SharedRecordCache cache,
            Function<SharedRecord, SharedRecord.Slot> slot,
            Format<V> format,
            CommitHook.Registration hook) {
        this.cache = cache;
        this.slot = slot;
        this.format = format;
        this.hook = hook;
    }

    /** Converts a part to its stored bytes, and back. */
    public record Format<V>(Function<V, byte[]> encode, Function<byte[], V> decode) {}

    /** The part of one record. Valid until the next call for another key, by any step. */
    public final class Entry {
        private final SharedRecord record;

        private Entry(SharedRecord record) {
            this.record = record;
        }

        /** Null if the part is absent. */
        public V value() {
            return slot.apply(record).value(format);
        }

        /** Null deletes the part. A record without parts is deleted. */
        public void set(V newValue) {
            slot.apply(record).set(newValue);
            cache.changed(record);
            hook.markDirty();
        }
    }

    /** The part of a record, which is read from the store unless it is cached. */
    public Entry entry(String key) {
        return new Entry(cache.entry(key));
    }

    Format<V> format() {
        return format;
    }
}
