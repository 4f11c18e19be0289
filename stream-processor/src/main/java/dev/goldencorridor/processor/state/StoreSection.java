package dev.goldencorridor.processor.state;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** A part of a store, by what its keys begin with. For a task's thread. */
public final class StoreSection {
    private final StagedStore store;
    private final String prefix;
    private final String end;

    StoreSection(StagedStore store, char mark) {
        this.store = store;
        this.prefix = String.valueOf(mark);
        this.end = String.valueOf((char) (mark + 1));
    }

    /** Null if there is none. */
    public byte[] get(String key) {
        return store.get(prefix + key);
    }

    /** Null takes the value away. */
    public void put(String key, byte[] value) {
        store.put(prefix + key, value);
    }

    /** All keys and values, in the order of the keys' bytes. What the consumer puts is not seen. */
    public void forEach(BiConsumer<String, byte[]> consumer) {
        read(store.prefixScan(prefix), consumer);
    }

    /** Those from one key to another, both included. */
    public void forEach(String from, String to, BiConsumer<String, byte[]> consumer) {
        read(store.range(prefix + from, prefix + to), consumer);
    }

    /** From a key on, it included, as long as the visitor says true. What the visitor puts is not seen. */
    public void forEachFrom(String from, BiPredicate<String, byte[]> visitor) {
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix + from, end)) {
            boolean goesOn = true;
            while (goesOn && entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                goesOn = entry.key.startsWith(prefix) && visitor.test(entry.key.substring(1), entry.value);
            }
        }
    }

    private static void read(KeyValueIterator<String, byte[]> entries, BiConsumer<String, byte[]> consumer) {
        try (entries) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                consumer.accept(entry.key.substring(1), entry.value);
            }
        }
    }
}
