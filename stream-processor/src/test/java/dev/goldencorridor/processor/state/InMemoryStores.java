package dev.goldencorridor.processor.state;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores for tests of a single step: in memory, without cache and changelog. */
public final class InMemoryStores {
    private InMemoryStores() {}

    static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    /** Opens a new store and adds it to the context. */
    public static KeyValueStore<String, byte[]> open(String name, MockProcessorContext<?, ?> context) {
        KeyValueStore<String, byte[]> opened = builder(name).build();
        opened.init(context.getStateStoreContext(), opened);
        context.addStateStore(opened);
        return opened;
    }
}
