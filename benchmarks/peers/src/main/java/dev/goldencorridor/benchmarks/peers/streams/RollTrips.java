package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.aggregation.PaneStore;
import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.WindowSum;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The pipeline's last step, for trips alone: windows on the heap, panes in a changelogged store, on the event clock; what
 * changed is published at intervals.
 */
final class RollTrips implements Processor<String, AggregateUpdate.Combined, String, Answer> {
    private static final String STORE = "rolling";
    private static final char PANES = 'p';
    private static final char WATERMARK = 'w';
    private static final String WATERMARK_KEY = "furthest";
    private static final long MINUTE = 60_000;

    private final Duration interval;
    private final CommitHook beforeCommit;
    private final Map<String, RollingDimension> dimensions = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    /** The minutes of each dimension whose panes have changed since the last flush. */
    private final Map<String, Set<Long>> dirty = new HashMap<>();

    private ProcessorContext<String, Answer> context;
    private PaneStore paneStore;
    private StoreSection watermarkStore;
    private CommitHook.Registration write;
    private long watermark = Long.MIN_VALUE;
    private long clock = Long.MIN_VALUE;

    private RollTrips(Duration interval, CommitHook beforeCommit) {
        this.interval = interval;
        this.beforeCommit = beforeCommit;
    }

    static ProcessorSupplier<String, AggregateUpdate.Combined, String, Answer> every(Duration interval) {
        CommitHook beforeCommit = new CommitHook("rolling-before-commit");
        return beforeCommit.supplier(() -> new RollTrips(interval, beforeCommit), StagedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, Answer> context) {
        this.context = context;
        write = beforeCommit.register(context);
        write.beforeCommit(this::write);
        StagedStore store = new StagedStore(context.getStateStore(STORE), write);
        paneStore = new PaneStore(store.section(PANES));
        watermarkStore = store.section(WATERMARK);
        byte[] known = watermarkStore.get(WATERMARK_KEY);
        watermark = known == null ? Long.MIN_VALUE : ByteBuffer.wrap(known).getLong();
        paneStore.restore((key, minute, pane) -> {
            dimension(key).change(minute, pane);
            changed.add(key);
        });
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    @Override
    public void close() {
        write.unregister();
    }

    @Override
    public void process(Record<String, AggregateUpdate.Combined> record) {
        if (record.value() instanceof AggregateUpdate.Batch batch) {
            String key = record.key();
            RollingDimension dimension = dimension(key);
            batch.panes().forEach((minute, change) -> {
                if (dimension.change(minute, change) != null) {
                    markDirty(key, minute);
                    changed.add(key);
                }
            });
        } else if (record.value() instanceof AggregateUpdate.WatermarkAdvanced mark && mark.millis() > watermark) {
            watermark = mark.millis();
            write.markDirty();
        }
    }

    private void markDirty(String key, long minute) {
        dirty.computeIfAbsent(key, dimension -> new HashSet<>()).add(minute);
        write.markDirty();
    }

    private void write() {
        dirty.forEach((key, minutes) -> paneStore.put(key, minutes, dimension(key)));
        dirty.clear();
        watermarkStore.put(
                WATERMARK_KEY,
                ByteBuffer.allocate(Long.BYTES).putLong(watermark).array());
    }

    private void tick() {
        if (watermark == Long.MIN_VALUE) {
            return;
        }
        long minute = Math.floorDiv(watermark, MINUTE);
        if (minute > clock) {
            clock = minute;
            dimensions.forEach(this::moveOn);
        }
        changed.forEach(this::publish);
        changed.clear();
    }

    private void moveOn(String key, RollingDimension dimension) {
        if (dimension.advanceTo(clock)) {
            changed.add(key);
        }
        for (long evicted : dimension.evictExpired()) {
            if (paneStore.mustRemove(key, evicted, dimension)) {
                markDirty(key, evicted);
            }
        }
    }

    private void publish(String key) {
        for (WindowSum sum : dimension(key).sums()) {
            context.forward(new Record<>(
                    key + "/" + sum.window().name(), Answer.of(sum, clock), context.currentSystemTimeMs()));
        }
    }

    private RollingDimension dimension(String key) {
        RollingDimension known = dimensions.get(key);
        if (known != null) {
            return known;
        }
        RollingDimension dimension = new RollingDimension(Windows.ALL);
        if (clock != Long.MIN_VALUE) {
            dimension.advanceTo(clock);
        }
        dimensions.put(key, dimension);
        return dimension;
    }
}
