package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StagedStoreTest {
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private KeyValueStore<String, byte[]> store;
    private StagedStore staged;
    private final List<String> written = new ArrayList<>();
    private KeyValueStore<String, byte[]> signals;
    private StoreSection first;
    private StoreSection second;

    /** Nothing commits here: the signal store keeps the signal, and puts stay staged until they are flushed. */
    @BeforeEach
    void open() {
        store = InMemoryStores.open("shared", context);
        signals = InMemoryStores.open("signals", context);
        staged = new StagedStore(recording(store), new CommitHook("signals").register(context));
        first = staged.section('a');
        second = staged.section('b');
    }

    @Test
    void aPutIsReadBeforeItIsWritten() {
        first.put("x", ONE);
        first.put("y", ONE);
        first.put("y", null);

        assertThat(first.get("x")).isEqualTo(ONE);
        assertThat(first.get("y")).isNull();
        assertThat(second.get("x")).isNull();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aDeletedEntryIsGoneAlthoughTheStoreStillHasIt() {
        first.put("x", ONE);
        staged.flush();
        first.put("x", null);

        assertThat(first.get("x")).isNull();
        assertThat(stored()).containsOnlyKeys("ax");
        staged.flush();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aRangeContainsEarlierPuts() {
        first.put("x", ONE);
        first.put("x", TWO);
        second.put("x", ONE);
        List<String> found = new ArrayList<>();
        first.forEach((key, value) -> found.add(key + value[0]));

        assertThat(found).containsExactly("x2");
    }

    @Test
    void entriesAreWrittenInTheOrderOfTheirLastPut() {
        first.put("x", ONE);
        first.put("y", ONE);
        second.put("z", ONE);
        first.put("x", null);
        staged.flush();

        assertThat(written).containsExactly("ay", "bz", "ax");
    }

    @Test
    void theFirstPutRequestsTheCallbackOfTheCommit() {
        assertThat(signals.approximateNumEntries()).isZero();
        first.put("x", ONE);
        assertThat(signals.approximateNumEntries()).isOne();
    }

    @Test
    void aThousandStagedEntriesAreWrittenWithoutACommit() {
        for (int i = 0; i < 999; i++) {
            first.put("" + i, ONE);
        }
        assertThat(stored()).isEmpty();
        first.put("999", ONE);
        assertThat(stored()).hasSize(1_000);
    }

    @Test
    void anEvictionFromAFullCacheFlushesEverythingInTheOrderOfACommit() {
        CommitHook.Registration commitHook = new CommitHook("signals").register(context);
        StagedStore own = new StagedStore(recording(store), commitHook);
        WriteBehindCache<byte[]> parts =
                new WriteBehindCache<>(own.section('p'), part -> part, part -> part, 4, commitHook);
        WriteBehindCache<byte[]> runs = new WriteBehindCache<>(own.section('r'), run -> run, run -> run, 4, commitHook);

        runs.entry("1").set(ONE);
        parts.entry("1").set(TWO);
        runs.entry("2");
        assertThat(written).isEmpty();
        runs.entry("3");
        assertThat(written).containsExactly("p1", "r1");
    }

    private Map<String, byte[]> stored() {
        Map<String, byte[]> stored = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }

    /** Records the keys in the order in which they are written. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, byte[]> recording(KeyValueStore<String, byte[]> recorded) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                KeyValueStore.class.getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, given) -> {
                    if (method.getName().equals("putAll")) {
                        ((List<KeyValue<String, byte[]>>) given[0]).forEach(entry -> written.add(entry.key));
                    }
                    return method.invoke(recorded, given);
                });
    }
}
