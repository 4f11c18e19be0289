package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBehindCacheTest {
    private static final int MIB = 1 << 20;
    private static final int MANY = 10_000;

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private WriteBehindCache<byte[]> values;
    private int decoded;

    /** Nothing commits here: values are written where they are forgotten, or by the test. */
    @BeforeEach
    void open() {
        KeyValueStore<String, byte[]> store = opened("store");
        opened("signal");
        CommitHook.Request write = new CommitHook("signal").connect(context, () -> values.write());
        values = new WriteBehindCache<>(
                new StagedStore(store, write).section('a'),
                value -> value,
                stored -> {
                    decoded++;
                    return stored;
                },
                MANY,
                write);
    }

    @Test
    void shortValuesStayOnTheHeap() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                values.entry("run" + i).set(new byte[100]);
            }
            values.write();
        }
        assertThat(decoded).isZero();
    }

    @Test
    void longValuesAreForgottenLongBeforeTheyAreMany() {
        for (int i = 0; i < 100; i++) {
            values.entry("run" + i).set(new byte[MIB]);
            values.write();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(values.entry("run" + i).value()).hasSize(MIB);
        }
        assertThat(decoded).isGreaterThan(80);
    }

    @Test
    void aLongValueThatHasChangedIsWrittenBeforeItIsForgotten() {
        values.entry("first").set(new byte[] {1});
        for (int i = 0; i < 100; i++) {
            values.entry("run" + i).set(new byte[MIB]);
            if (i % 5 == 0) {
                values.write();
            }
        }
        assertThat(values.entry("first").value()).containsExactly(1);
    }

    private KeyValueStore<String, byte[]> opened(String name) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
