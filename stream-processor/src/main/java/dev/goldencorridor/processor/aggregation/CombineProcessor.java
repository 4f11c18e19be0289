package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PENDING_BYTES;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_SUMS_PER_MILLISECOND;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.EmitThrottle;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Step 3: adds up the measurements of one task by dimension and minute, and forwards the sums several times a second.
 * The rolling step then reads one record per dimension, not one per event, however busy the dimension is. A sum that is
 * pending at a commit is flushed to a changelogged store, so that a crash loses nothing.
 */
public final class CombineProcessor implements Processor<String, StepMessage, String, AggregateUpdate> {
    public static final String BEFORE_COMMIT_STORE = "pending-sums-before-commit";
    private static final char PENDING = 'c';
    private static final char SEQUENCE = 'q';

    /** Cannot be a dimension's key, since those are not empty. */
    private static final String WATERMARK_KEY = "";

    private final Duration interval;
    private final String storeName;
    private final CommitHook commitHook;
    private final EarlyCommitScheduler earlyCommits;
    private final Map<String, PendingSum> pending = new HashMap<>();
    /** The dimensions whose pending sums the store does not hold yet. */
    private final Set<String> dirty = new HashSet<>();

    private ProcessorContext<String, AggregateUpdate> context;
    private StagedStore store;
    private StoreSection section;
    private CommitHook.Registration hook;
    private SumSequence sequence;
    private int pendingBytes;
    private long watermark;
    private long storedWatermark;
    private long forwardedWatermark;
    private Cancellable punctuation;
    private EmitThrottle throttle;

    private CombineProcessor(
            Duration interval, String storeName, CommitHook commitHook, EarlyCommitScheduler earlyCommits) {
        this.storeName = storeName;
        this.interval = interval;
        this.commitHook = commitHook;
        this.earlyCommits = earlyCommits;
    }

    /**
     * The step and its stores.
     *
     * @param interval the shortest interval between two forwards (wall clock)
     * @param shared a store in which the step owns two sections
     */
    public static ProcessorSupplier<String, StepMessage, String, AggregateUpdate> every(
            Duration interval, StoreBuilder<KeyValueStore<String, byte[]>> shared, EarlyCommitScheduler earlyCommits) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(
                () -> new CombineProcessor(interval, shared.name(), commitHook, earlyCommits), shared);
    }

    @Override
    public void init(ProcessorContext<String, AggregateUpdate> context) {
        this.context = context;
        this.hook = commitHook.register(context, this::flush);
        this.store = new StagedStore(context.getStateStore(storeName), hook);
        this.section = store.section(PENDING);
        this.sequence = new SumSequence(store.section(SEQUENCE), context);
        pending.clear();
        dirty.clear();
        pendingBytes = 0;
        watermark = Long.MIN_VALUE;
        forwardedWatermark = Long.MIN_VALUE;
        restore();
        storedWatermark = watermark;
        if (punctuation != null) {
            // Streams initialises a revived task again.
            punctuation.cancel();
        }
        throttle = new EmitThrottle();
        punctuation = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::forwardUnlessThrottled);
    }

    private void restore() {
        section.forEach((key, stored) -> {
            AggregateUpdate update = AggregateUpdateSerde.fromBytes(stored);
            if (update instanceof AggregateUpdate.Batch batch) {
                pending.put(key, PendingSum.ofStored(batch));
                pendingBytes += stored.length;
            } else if (update instanceof AggregateUpdate.WatermarkAdvanced advanced) {
                watermark = advanced.millis();
            }
        });
    }

    @Override
    public void close() {
        hook.unregister();
    }

    @Override
    public void process(Record<String, StepMessage> record) {
        throttle.received(record.timestamp());
        if (record.value() instanceof AggregateUpdate.WatermarkAdvanced advanced) {
            watermark = Math.max(watermark, advanced.millis());
        } else {
            PendingSum sum = pending.computeIfAbsent(record.key(), key -> new PendingSum());
            if (record.value() instanceof AggregateUpdate.Delta delta) {
                pendingBytes += sum.add(delta);
            } else if (record.value() instanceof AggregateUpdate.WaitingTrainChanged change) {
                pendingBytes += sum.add(change);
            } else {
                throw new IllegalArgumentException("not for adding up: " + record.value());
            }
            dirty.add(record.key());
        }
        hook.markDirty();
        if (pendingBytes >= MAX_PENDING_BYTES) {
            forwardPending(context.currentSystemTimeMs());
        }
    }

    private void forwardUnlessThrottled(long wallClock) {
        if (!throttle.isPaused(wallClock)) {
            int sums = forwardPending(wallClock);
            if (sums > 0) {
                throttle.emitted(sums / MAX_SUMS_PER_MILLISECOND, wallClock);
            }
        }
        if (!throttle.isBehind(wallClock)) {
            earlyCommits.requestIfDue(context);
        }
    }

    /** Returns the number of sums that were pending. */
    private int forwardPending(long now) {
        int sums = pending.size();
        pending.forEach((key, sum) -> {
            forwardUnlessEmpty(key, sum.toBatch(), now);
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

    /** A batch is empty if all of its changes cancelled out. */
    private void forwardUnlessEmpty(String key, AggregateUpdate.Batch batch, long now) {
        if (!batch.panes().isEmpty() || !batch.waitingTrains().isEmpty()) {
            context.forward(sequence.next().addTo(new Record<>(key, batch, now)));
        }
    }

    private void forwardWatermarkIfAdvanced(long now) {
        if (watermark > forwardedWatermark) {
            context.forward(new Record<>("", new AggregateUpdate.WatermarkAdvanced(watermark), now));
            forwardedWatermark = watermark;
        }
    }

    private void flush() {
        earlyCommits.commitStarted();
        for (String key : dirty) {
            PendingSum sum = pending.get(key);
            section.put(key, AggregateUpdateSerde.toBytes(sum.toBatch()));
            sum.setStored();
        }
        dirty.clear();
        if (watermark > storedWatermark) {
            section.put(WATERMARK_KEY, AggregateUpdateSerde.toBytes(new AggregateUpdate.WatermarkAdvanced(watermark)));
            storedWatermark = watermark;
        }
    }
}
