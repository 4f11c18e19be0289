package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.messages.PublisherCounts;
import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.sums.SumSequence;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The node {@code count-reports} of step 6. Counts the outcomes of records in each task, and forwards one record for
 * each publisher a second. The counts that are not forwarded yet are in the store at each commit.
 */
public final class ReportCountProcessor extends StepProcessor<String, PublisherUpdate, String, PublisherCounts> {
    public static final String BEFORE_COMMIT_STORE = "report-counts-before-commit";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Sections of the shared store. */
    private static final char PENDING = 'g';

    private static final char SEQUENCE = 'h';

    private final Map<String, PublisherCounts> pending = new HashMap<>();
    private final Set<String> stored = new HashSet<>();
    private final Set<String> dirty = new HashSet<>();
    private StagedStore store;
    private StoreSection section;
    private SumSequence sequence;
    private CommitHook.Registration hook;

    private ReportCountProcessor(String storeName, CommitHook commitHook) {
        super(storeName, commitHook);
    }

    /**
     * The node and its stores.
     *
     * @param shared a store in which the node owns two sections
     */
    public static ProcessorSupplier<String, PublisherUpdate, String, PublisherCounts> of(
            StoreBuilder<KeyValueStore<String, byte[]>> shared) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(() -> new ReportCountProcessor(shared.name(), commitHook), shared);
    }

    @Override
    protected void restore(StagedStore sharedStore, CommitHook.Registration registration) {
        this.store = sharedStore;
        this.hook = registration;
        this.section = sharedStore.section(PENDING);
        this.sequence = new SumSequence(sharedStore.section(SEQUENCE), context());
        pending.clear();
        stored.clear();
        dirty.clear();
        section.forEach((publisher, bytes) -> {
            pending.put(publisher, PublisherCounts.fromBytes(bytes));
            stored.add(publisher);
        });
        hook.beforeCommit(this::flush);
        schedule(INTERVAL, this::forward);
    }

    @Override
    public void process(Record<String, PublisherUpdate> record) {
        pending.computeIfAbsent(record.key(), publisher -> new PublisherCounts())
                .add(record.value(), record.timestamp(), context().currentSystemTimeMs());
        dirty.add(record.key());
        hook.markDirty();
    }

    private void forward(long wallClock) {
        if (pending.isEmpty()) {
            return;
        }
        pending.forEach((publisher, counts) ->
                context().forward(sequence.next().addTo(new Record<>(publisher, counts, wallClock))));
        stored.forEach(publisher -> section.put(publisher, null));
        sequence.flush();
        pending.clear();
        stored.clear();
        dirty.clear();
        // Without transactions, a kill can leave counts both forwarded and pending. Writing now makes this unlikely.
        store.flush();
    }

    private void flush() {
        for (String publisher : dirty) {
            section.put(publisher, pending.get(publisher).toBytes());
            stored.add(publisher);
        }
        dirty.clear();
    }
}
