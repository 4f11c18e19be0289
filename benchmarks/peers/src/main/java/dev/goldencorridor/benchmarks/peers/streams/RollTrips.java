package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.combining.Contribution;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.RollingDimension;
import dev.goldencorridor.processor.rolling.WindowSum;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The pipeline's last step, for trips alone: windows on the heap, panes in a changelogged store, on the event clock; what
 * changed is published at intervals.
 */
final class RollTrips implements Processor<String, Contribution, String, Answer> {
    private static final String PANES_STORE = "panes";
    private static final String WATERMARK_STORE = "watermark";
    private static final String WATERMARK_KEY = "furthest";
    private static final char SEPARATOR = '\0';
    private static final long MINUTE = 60_000;

    private final Duration interval;
    private final Map<String, RollingDimension> dimensions = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private ProcessorContext<String, Answer> context;
    private KeyValueStore<String, byte[]> paneStore;
    private KeyValueStore<String, Long> watermarkStore;
    private long watermark = Long.MIN_VALUE;
    private long clock = Long.MIN_VALUE;

    private RollTrips(Duration interval) {
        this.interval = interval;
    }

    static ProcessorSupplier<String, Contribution, String, Answer> every(Duration interval) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Contribution, String, Answer> get() {
                return new RollTrips(interval);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(PANES_STORE),
                                        Serdes.String(),
                                        Serdes.ByteArray())
                                .withCachingEnabled(),
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(WATERMARK_STORE), Serdes.String(), Serdes.Long())
                                .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Answer> context) {
        this.context = context;
        paneStore = context.getStateStore(PANES_STORE);
        watermarkStore = context.getStateStore(WATERMARK_STORE);
        Long known = watermarkStore.get(WATERMARK_KEY);
        watermark = known == null ? Long.MIN_VALUE : known;
        try (KeyValueIterator<String, byte[]> all = paneStore.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                int separator = entry.key.lastIndexOf(SEPARATOR);
                String key = entry.key.substring(0, separator);
                long minute = Long.parseLong(entry.key, separator + 1, entry.key.length(), 10);
                dimension(key).change(minute, Pane.fromBytes(entry.value));
                changed.add(key);
            }
        }
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    @Override
    public void process(Record<String, Contribution> record) {
        if (record.value() instanceof Contribution.PaneChange change) {
            Pane pane = dimension(record.key()).change(change.minute(), change.change());
            if (pane != null) {
                paneStore.put(record.key() + SEPARATOR + change.minute(), pane.isZero() ? null : pane.toBytes());
                changed.add(record.key());
            }
        } else if (record.value() instanceof Contribution.Watermark mark && mark.millis() > watermark) {
            watermark = mark.millis();
            watermarkStore.put(WATERMARK_KEY, watermark);
        }
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
        dimension.forget().forEach(minute -> paneStore.delete(key + SEPARATOR + minute));
    }

    private void publish(String key) {
        for (WindowSum sum : dimension(key).sums()) {
            context.forward(new Record<>(
                    key + "/" + sum.window().name(), Answer.of(sum, clock), context.currentSystemTimeMs()));
        }
    }

    private RollingDimension dimension(String key) {
        return dimensions.computeIfAbsent(key, k -> {
            RollingDimension dimension = new RollingDimension(Windows.ALL);
            if (clock != Long.MIN_VALUE) {
                dimension.advanceTo(clock);
            }
            return dimension;
        });
    }
}
