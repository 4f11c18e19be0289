package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.InMemoryStores;
import dev.goldencorridor.processor.state.StagedStore;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedIndexTest {
    private static final String RUN = "CR|X8001|2026-10-30";

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private KeyValueStore<String, byte[]> store;
    private StagedStore staged;
    private WatchedIndex index;

    @BeforeEach
    void open() {
        store = InMemoryStores.open("store", context);
        InMemoryStores.open("signals", context);
        CommitHook.Registration hook = new CommitHook("signals").register(context);
        staged = new StagedStore(store, hook);
        index = new WatchedIndex(staged.section('o'), hook);
    }

    @Test
    void aRunIsAddedBeforeItsRecordIsWritten() {
        index.update(RUN, false, true);
        assertThat(afterAdditions()).containsExactly(RUN);
        assertThat(afterRemovals()).containsExactly(RUN);
    }

    @Test
    void aRunIsRemovedAfterItsRecordWasWritten() {
        add();
        index.update(RUN, true, false);
        assertThat(afterAdditions()).containsExactly(RUN);
        assertThat(afterRemovals()).isEmpty();
    }

    @Test
    void aRunThatStaysWatchedWritesNothing() {
        add();
        index.remove(RUN);
        index.update(RUN, true, true);
        assertThat(afterAdditions()).as("the entry that the test has removed").isEmpty();
        assertThat(afterRemovals()).isEmpty();
    }

    @Test
    void aRunThatIsWatchedOnlyBetweenTwoCommitsIsNeverStored() {
        index.update(RUN, false, true);
        index.update(RUN, true, false);
        assertThat(afterAdditions()).isEmpty();
        assertThat(afterRemovals()).isEmpty();
    }

    @Test
    void aRunThatIsWatchedAgainBeforeTheCommitStays() {
        add();
        index.update(RUN, true, false);
        index.update(RUN, false, true);
        assertThat(afterAdditions()).containsExactly(RUN);
        assertThat(afterRemovals()).containsExactly(RUN);
    }

    private void add() {
        index.update(RUN, false, true);
        afterAdditions();
        afterRemovals();
    }

    private Set<String> afterAdditions() {
        index.flushAdditions();
        return stored();
    }

    private Set<String> afterRemovals() {
        index.flushRemovals();
        return stored();
    }

    private Set<String> stored() {
        staged.flush();
        Set<String> runs = new TreeSet<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> runs.add(entry.key.substring(1)));
        }
        return runs;
    }
}
