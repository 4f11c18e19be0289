package dev.goldencorridor.processor.aggregation;

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
 * Adds up, inside one task, what is measured in each minute, and passes the sums on several times a
 * second, one record per dimension: a hot dimension costs the task that keeps it panes, not events. What is pending when
 * the task is committed is in a changelogged store: a crash loses nothing.
 */
public final class CombineProcessor implements Processor<String, StepMessage, String, AggregateUpdate> {
    private static final char PENDING = 'c';
    private static final char SEQUENCE = 'q';
    public static final String BEFORE_COMMIT_STORE = "pending-sums-before-commit";
    /**
     * Bounds the memory of what is pending, and the length of each record: one report adds at most 0.8 MiB, so no record
     * reaches 2 MiB, of the 9 MiB that an internal topic takes.
     */
    static final int MAX_PENDING_BYTES = 1 << 20;
    /** Sums that a task passes on per millisecond at most, on average, so that where much changes more is added up. */
    private static final int MOST_A_MILLISECOND = 5;

    /** No dimension's key is empty. */
    private static final String WATERMARK_KEY = "";

    private final Duration interval;
    private final String storeName;
    private final CommitHook beforeCommit;
    private final EarlyCommitScheduler earlyCommits;
    private final Map<String, PendingSum> pending = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private ProcessorContext<String, AggregateUpdate> context;
    private StagedStore store;
    private StoreSection section;
    private CommitHook.Request write;
    private SumSequence sequence;
    private int pendingBytes;
    private long watermark;
    private long writtenWatermark;
    private long toldWatermark;
    private Cancellable punctuation;
    private EmitThrottle pace;

    private CombineProcessor(Duration interval, String storeName, CommitHook beforeCommit, EarlyCommitScheduler earlyCommits) {
        this.storeName = storeName;
        this.interval = interval;
        this.beforeCommit = beforeCommit;
        this.earlyCommits = earlyCommits;
    }

    /**
     * The step and its stores.
     *
     * @param interval how often sums are passed on at most (wall clock)
     * @param shared a store that the step may have a section of
     */
    public static ProcessorSupplier<String, StepMessage, String, AggregateUpdate> every(
            Duration interval, StoreBuilder<KeyValueStore<String, byte[]>> shared, EarlyCommitScheduler earlyCommits) {
        CommitHook beforeCommit = new CommitHook(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(() -> new CombineProcessor(interval, shared.name(), beforeCommit, earlyCommits), shared);
    }

    @Override
    public void init(ProcessorContext<String, AggregateUpdate> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, this::write);
        this.store = new StagedStore(context.getStateStore(storeName), write);
        this.section = store.section(PENDING);
        this.sequence = new SumSequence(store.section(SEQUENCE), context);
        pending.clear();
        changed.clear();
        pendingBytes = 0;
        watermark = Long.MIN_VALUE;
        toldWatermark = Long.MIN_VALUE;
        restore();
        writtenWatermark = watermark;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        pace = new EmitThrottle();
        punctuation = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::passOnUnlessResting);
    }

    private void restore() {
        section.forEach((key, stored) -> {
            AggregateUpdate contribution = AggregateUpdateSerde.fromBytes(stored);
            if (contribution instanceof AggregateUpdate.Sum sum) {
                pending.put(key, PendingSum.ofStored(sum));
                pendingBytes += stored.length;
            } else if (contribution instanceof AggregateUpdate.Watermark mark) {
                watermark = mark.millis();
            }
        });
    }

    @Override
    public void close() {
        write.withdraw();
    }

    @Override
    public void process(Record<String, StepMessage> record) {
        pace.took(record.timestamp());
        if (record.value() instanceof AggregateUpdate.Watermark mark) {
            watermark = Math.max(watermark, mark.millis());
        } else {
            PendingSum sum = pending.computeIfAbsent(record.key(), key -> new PendingSum());
            if (record.value() instanceof AggregateUpdate.Measured measured) {
                pendingBytes += sum.add(measured);
            } else if (record.value() instanceof AggregateUpdate.StandingChange change) {
                pendingBytes += sum.add(change);
            } else {
                throw new IllegalArgumentException("not for adding up: " + record.value());
            }
            changed.add(record.key());
        }
        write.make();
        if (pendingBytes >= MAX_PENDING_BYTES) {
            passOn(context.currentSystemTimeMs());
        }
    }

    private void passOnUnlessResting(long wallClock) {
        if (!pace.rests(wallClock)) {
            int sums = passOn(wallClock);
            if (sums > 0) {
                pace.told(sums / MOST_A_MILLISECOND, wallClock);
            }
        }
        if (!pace.isBehind(wallClock)) {
            earlyCommits.ask(context);
        }
    }

    /** Tells how many sums there were. */
    private int passOn(long now) {
        int sums = pending.size();
        pending.forEach((key, sum) -> {
            AggregateUpdate.Sum all = sum.sum();
            if (!all.minutes().isEmpty() || !all.standings().isEmpty()) {
                context.forward(sequence.next().on(new Record<>(key, all, now)));
            }
            if (sum.isStored()) {
                section.put(key, null);
            }
        });
        pending.clear();
        changed.clear();
        pendingBytes = 0;
        if (watermark > toldWatermark) {
            context.forward(new Record<>("", new AggregateUpdate.Watermark(watermark), now));
            toldWatermark = watermark;
        }
        if (sums > 0) {
            sequence.write();
            // So that without transactions a kill in between is unlikely to leave them both passed on and pending.
            store.write();
            earlyCommits.told();
        }
        return sums;
    }

    private void write() {
        earlyCommits.committing();
        for (String key : changed) {
            PendingSum sum = pending.get(key);
            section.put(key, AggregateUpdateSerde.toBytes(sum.sum()));
            sum.setStored();
        }
        changed.clear();
        if (watermark > writtenWatermark) {
            section.put(WATERMARK_KEY, AggregateUpdateSerde.toBytes(new AggregateUpdate.Watermark(watermark)));
            writtenWatermark = watermark;
        }
    }
}
