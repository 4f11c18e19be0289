package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PENDING_BYTES;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_SUMS_PER_MILLISECOND;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.EmitThrottle;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.sums.SumSequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Step 3, {@code combine}. Adds up the measurements of one task by dimension and minute, and forwards the sums several
 * times a second.
 * The rolling step then reads one record per dimension, not one per event, however busy the dimension is. A sum that is
 * pending at a commit is flushed to a changelogged store, so that a crash loses nothing.
 */
public final class CombineProcessor
        extends StepProcessor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined>
        implements AggregateUpdate.UncombinedHandler {
    public static final String BEFORE_COMMIT_STORE = "pending-sums-before-commit";
    private static final char PENDING = 'c';
    private static final char SEQUENCE = 'q';
    private static final char WATERMARK = 'f';

    /** A former release stored the watermark with the sums, under a key that no dimension has. */
    private static final String FORMER_WATERMARK_KEY = "";

    private final CombinePlan plan;
    private final EarlyCommitScheduler earlyCommits;
    private final Map<String, PendingSum> pending = new HashMap<>();
    /** The dimensions whose pending sums the store does not hold yet. */
    private final Set<String> dirty = new HashSet<>();

    private StagedStore store;
    private StoreSection section;
    private CommitHook.Registration hook;
    private SumSequence sequence;
    private int pendingBytes;
    private PersistentWatermark watermark;
    private long forwardedWatermark;
    /** When the next watermark may be forwarded, by the wall clock. */
    private long nextWatermarkAt;

    private EmitThrottle throttle;

    private CombineProcessor(
            CombinePlan plan, String storeName, CommitHook commitHook, EarlyCommitScheduler earlyCommits) {
        super(storeName, commitHook);
        this.plan = plan;
        this.earlyCommits = earlyCommits;
    }

    /**
     * The step and its stores.
     *
     * @param shared a store in which the step owns two sections
     */
    public static ProcessorSupplier<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> of(
            CombinePlan plan, StoreBuilder<KeyValueStore<String, byte[]>> shared, EarlyCommitScheduler earlyCommits) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(() -> new CombineProcessor(plan, shared.name(), commitHook, earlyCommits), shared);
    }

    @Override
    protected void restore(StagedStore sharedStore, CommitHook.Registration registration) {
        this.hook = registration;
        this.store = sharedStore;
        // This order is the order of flushing before a commit.
        hook.beforeCommit(earlyCommits::commitStarted);
        hook.beforeCommit(this::flush);
        this.section = store.section(PENDING);
        this.sequence = new SumSequence(store.section(SEQUENCE), context());
        pending.clear();
        dirty.clear();
        pendingBytes = 0;
        watermark = new PersistentWatermark(store.section(WATERMARK), hook);
        forwardedWatermark = PersistentWatermark.NONE;
        nextWatermarkAt = Long.MIN_VALUE;
        restorePending();
        throttle = new EmitThrottle();
        schedule(plan.interval(), this::forwardUnlessThrottled);
    }

    private void restorePending() {
        section.forEach((key, stored) -> AggregateUpdateSerde.fromBytes(stored)
                .accept(key, new AggregateUpdate.CombinedHandler() {
                    @Override
                    public void onBatch(String dimension, AggregateUpdate.Batch batch) {
                        pending.put(dimension, PendingSum.ofStored(batch));
                        pendingBytes += stored.length;
                    }

                    @Override
                    public void onWatermark(AggregateUpdate.WatermarkAdvanced advanced) {
                        watermark.advanceTo(advanced.millis());
                        section.put(FORMER_WATERMARK_KEY, null);
                    }
                }));
    }

    @Override
    public void process(Record<String, AggregateUpdate.Uncombined> record) {
        throttle.received(record.timestamp());
        record.value().accept(record.key(), this);
        if (pendingBytes >= MAX_PENDING_BYTES) {
            forwardPending(context().currentSystemTimeMs());
        }
    }

    @Override
    public void onDelta(String dimension, AggregateUpdate.Delta delta) {
        pendingBytes += pendingSum(dimension).add(delta);
        markDirty(dimension);
    }

    @Override
    public void onWaitingTrain(String dimension, AggregateUpdate.WaitingTrainChanged change) {
        pendingBytes += pendingSum(dimension).add(change);
        markDirty(dimension);
    }

    @Override
    public void onWatermark(AggregateUpdate.WatermarkAdvanced advanced) {
        watermark.advanceTo(advanced.millis());
    }

    private PendingSum pendingSum(String dimension) {
        return pending.computeIfAbsent(dimension, key -> new PendingSum());
    }

    private void markDirty(String dimension) {
        dirty.add(dimension);
        hook.markDirty();
    }

    private void forwardUnlessThrottled(long wallClock) {
        if (!throttle.isPaused(wallClock)) {
            int sums = forwardPending(wallClock);
            if (sums > 0) {
                throttle.emitted(sums / MAX_SUMS_PER_MILLISECOND, wallClock);
            }
        }
        // The sums are new, so the next step cannot see that their events are old.
        earlyCommits.punctuated(context(), throttle.takeOldRecords(wallClock));
    }

    /** Returns the number of sums that were pending. */
    private int forwardPending(long now) {
        int sums = pending.size();
        pending.forEach((key, sum) -> {
            forwardUnlessEmpty(key, sum, now);
            if (sum.isStored()) {
                section.put(key, null);
            }
        });
        pending.clear();
        dirty.clear();
        pendingBytes = 0;
        forwardWatermarkIfAdvanced(now);
        if (sums > 0) {
            sequence.flush();
            // Without transactions, a kill can leave a sum both forwarded and pending. Writing now makes this unlikely.
            store.flush();
            earlyCommits.emitted();
        }
        return sums;
    }

    private void forwardUnlessEmpty(String key, PendingSum sum, long now) {
        AggregateUpdate.Batch batch = sum.toBatch();
        if (!batch.isEmpty()) {
            Record<String, AggregateUpdate.Combined> record = sequence.next().addTo(new Record<>(key, batch, now));
            if (sum.cause() != null) {
                sum.cause().addTo(record.headers());
            }
            context().forward(record);
        }
    }

    private void forwardWatermarkIfAdvanced(long now) {
        if (watermark.millis() > forwardedWatermark && now >= nextWatermarkAt) {
            nextWatermarkAt = now + plan.watermarkInterval().toMillis();
            forwardedWatermark = watermark.millis();
            context().forward(new Record<>("", new AggregateUpdate.WatermarkAdvanced(forwardedWatermark), now));
        }
    }

    private void flush() {
        for (String key : dirty) {
            PendingSum sum = pending.get(key);
            section.put(key, AggregateUpdateSerde.toBytes(sum.toBatch()));
            sum.setStored();
        }
        dirty.clear();
    }
}
