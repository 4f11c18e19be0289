package dev.goldencorridor.processor.state;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The part of a {@link StagedStore} whose keys begin with one character. For a task's thread. */
public final class StoreSection {
    private final StagedStore store;
    private final String prefix;
    private final String endOfSection;

    StoreSection(StagedStore store, char mark) {
        this.store = store;
        this.prefix = String.valueOf(mark);
        this.endOfSection = String.valueOf((char) (mark + 1));
    }

    /** The value of a key; null if there is none. */
    public byte[] get(String key) {
        return store.get(prefix + key);
    }

    /** Stages a value. Null deletes the key. */
    public void put(String key, byte[] value) {
        store.put(prefix + key, value);
    }

    /** Visits all entries in the order of the keys' bytes. Does not see what the consumer puts. */
    public void forEach(BiConsumer<String, byte[]> consumer) {
        visit(store.prefixScan(prefix), consumer);
    }

    /** Visits the entries from one key to another, both included. Does not see what the consumer puts. */
    public void forEach(String from, String to, BiConsumer<String, byte[]> consumer) {
        visit(store.range(prefix + from, prefix + to), consumer);
    }

    /**
     * Visits the entries from a key on, this included, until the visitor returns false. Does not see what the visitor
     * puts.
     */
    public void forEachFrom(String from, BiPredicate<String, byte[]> visitor) {
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix + from, endOfSection)) {
            boolean goesOn = true;
            while (goesOn && entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                goesOn = entry.key.startsWith(prefix) && visitor.test(entry.key.substring(1), entry.value);
            }
        }
    }

    private static void visit(KeyValueIterator<String, byte[]> entries, BiConsumer<String, byte[]> consumer) {
        try (entries) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                consumer.accept(entry.key.substring(1), entry.value);
            }
        }
    }
}
