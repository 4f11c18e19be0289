package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBehindCacheTest {
    private static final int MIB = 1 << 20;
    private static final int MANY = 10_000;

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private WriteBehindCache<byte[]> values;
    private int decoded;

    /** Nothing commits here: values are flushed when they are evicted, or by the test. */
    @BeforeEach
    void open() {
        KeyValueStore<String, byte[]> store = InMemoryStores.open("store", context);
        InMemoryStores.open("signal", context);
        CommitHook.Registration commitHook = new CommitHook("signal").register(context);
        values = new WriteBehindCache<>(
                new StagedStore(store, commitHook).section('a'),
                value -> value,
                stored -> {
                    decoded++;
                    return stored;
                },
                MANY,
                commitHook);
    }

    @Test
    void shortValuesStayOnTheHeap() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                values.entry("run" + i).set(new byte[100]);
            }
            values.flush();
        }
        assertThat(decoded).isZero();
    }

    @Test
    void longValuesAreEvictedLongBeforeTheyAreMany() {
        for (int i = 0; i < 100; i++) {
            values.entry("run" + i).set(new byte[MIB]);
            values.flush();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(values.entry("run" + i).value()).hasSize(MIB);
        }
        assertThat(decoded).isGreaterThan(80);
    }

    @Test
    void aLongValueThatHasChangedIsWrittenBeforeItIsEvicted() {
        values.entry("first").set(new byte[] {1});
        for (int i = 0; i < 100; i++) {
            values.entry("run" + i).set(new byte[MIB]);
            if (i % 5 == 0) {
                values.flush();
            }
        }
        assertThat(values.entry("first").value()).containsExactly(1);
    }
}
