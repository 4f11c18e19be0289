package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedIndexTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final RunHeader UP_TO_DATE = new RunHeader(1_000, true, false);
    private static final RunHeader OUTDATED = new RunHeader(1_000, true, true);
    private static final RunHeader LATER = new RunHeader(2_000, true, false);

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private KeyValueStore<String, byte[]> store;
    private StagedStore staged;
    private WatchedIndex index;

    @BeforeEach
    void open() {
        store = opened("store");
        opened("signals");
        CommitHook.Registration hook = new CommitHook("signals").register(context);
        staged = new StagedStore(store, hook);
        index = new WatchedIndex(staged.section('o'), hook);
    }

    @Test
    void aRunIsAddedBeforeItsRecordIsWritten() {
        index.update(RUN, null, UP_TO_DATE);
        assertThat(afterAdditions()).containsEntry(RUN, UP_TO_DATE);
        assertThat(afterRemovals()).containsEntry(RUN, UP_TO_DATE);
    }

    @Test
    void aRunIsRemovedAfterItsRecordWasWritten() {
        store(UP_TO_DATE);
        index.update(RUN, UP_TO_DATE, null);
        assertThat(afterAdditions()).containsEntry(RUN, UP_TO_DATE);
        assertThat(afterRemovals()).isEmpty();
    }

    @Test
    void anEarlierTimeIsWrittenBeforeTheRecordAndALaterOneAfterIt() {
        store(LATER);
        index.update(RUN, LATER, UP_TO_DATE);
        assertThat(afterAdditions()).containsEntry(RUN, UP_TO_DATE);
        afterRemovals();
        index.update(RUN, UP_TO_DATE, LATER);
        assertThat(afterAdditions()).containsEntry(RUN, UP_TO_DATE);
        assertThat(afterRemovals()).containsEntry(RUN, LATER);
    }

    @Test
    void aStatusThatIsPublishedBeforeTheCommitOfItsChangeWritesNothing() {
        store(UP_TO_DATE);
        store.put("o" + RUN, new RunHeader(0, false, false).toBytes());
        index.update(RUN, UP_TO_DATE, OUTDATED);
        index.update(RUN, OUTDATED, UP_TO_DATE);
        afterAdditions();
        assertThat(afterRemovals()).as("the mark of the test").containsEntry(RUN, new RunHeader(0, false, false));
    }

    @Test
    void aRunThatIsWatchedOnlyBetweenTwoCommitsIsNeverStored() {
        index.update(RUN, null, UP_TO_DATE);
        index.update(RUN, UP_TO_DATE, null);
        assertThat(afterAdditions()).isEmpty();
        assertThat(afterRemovals()).isEmpty();
    }

    private void store(RunHeader header) {
        index.update(RUN, null, header);
        afterAdditions();
        afterRemovals();
    }

    private Map<String, RunHeader> afterAdditions() {
        index.flushAdditions();
        return stored();
    }

    private Map<String, RunHeader> afterRemovals() {
        index.flushRemovals();
        return stored();
    }

    private Map<String, RunHeader> stored() {
        staged.flush();
        Map<String, RunHeader> headers = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> headers.put(entry.key.substring(1), RunHeader.fromBytes(entry.value)));
        }
        return headers;
    }

    private KeyValueStore<String, byte[]> opened(String name) {
        KeyValueStore<String, byte[]> opened = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        opened.init(context.getStateStoreContext(), opened);
        context.addStateStore(opened);
        return opened;
    }
}
