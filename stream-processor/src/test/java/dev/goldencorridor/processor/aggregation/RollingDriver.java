package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.tracing.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The rolling step alone, in a task that can be stopped and started again. Its stores survive a stop. Each change is
 * flushed at once, as if a commit followed it.
 */
final class RollingDriver {
    /** The work of a punctuation has no limit. */
    static final WorkLimits UNLIMITED = new WorkLimits(
            Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Integer.MAX_VALUE, 16_000, 48_000, 100_000);

    static final RollingPlan PLAN = new RollingPlan(
            List.of(Window.of("PT1H"), Window.of("PT24H")),
            CorridorCalendar.RAILWAY,
            3,
            false,
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            192);

    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final Map<String, SpecificRecord> latest = new TreeMap<>();
    private final Path directory;
    private final RollingPlan plan;
    private WorkLimits limits;
    private final LongSupplier nanoTime;
    private MockProcessorContext<String, Aggregate> context;
    private Processor<String, AggregateUpdate.Combined, String, Aggregate> rolling;

    RollingDriver(Path directory, RollingPlan plan, WorkLimits limits, LongSupplier nanoTime) {
        this.directory = directory;
        this.plan = plan;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Sets other limits, which apply from the next start on. */
    RollingDriver with(WorkLimits otherLimits) {
        limits = otherLimits;
        return this;
    }

    /** Starts the task, or restarts it with the same stores. */
    RollingDriver start(Instant at) {
        return start(at, plan);
    }

    /** Starts the task with another plan. */
    RollingDriver start(Instant at, RollingPlan otherPlan) {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        context = new MockProcessorContext<>(properties, new TaskId(1, 1), directory.toFile());
        context.setCurrentSystemTimeMs(at.toEpochMilli());
        ProcessorSupplier<String, AggregateUpdate.Combined, String, Aggregate> supplier = RollingProcessor.of(
                otherPlan,
                new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime),
                limits,
                nanoTime,
                ProcessorMetrics.unserved(),
                Tracing.off());
        for (StoreBuilder<?> declared : supplier.stores()) {
            StateStore store = declared.name().equals(RollingProcessor.STORE)
                    ? stores.computeIfAbsent(declared.name(), this::openStore)
                    : openSignalStore(declared);
            context.addStateStore(store);
        }
        rolling = supplier.get();
        rolling.init(context);
        return this;
    }

    private KeyValueStore<?, ?> openStore(String name) {
        KeyValueStore<?, ?> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    /** Without its cache, the commit hook calls for a flush at each change. */
    private StateStore openSignalStore(StoreBuilder<?> declared) {
        StateStore store = declared.withCachingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    void setClock(Instant at) {
        context.setCurrentSystemTimeMs(at.toEpochMilli());
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    void process(String key, AggregateUpdate.Combined update) {
        rolling.process(new Record<>(key, update, context.currentSystemTimeMs()));
    }

    void change(String key, Instant at, Pane change) {
        process(key, new AggregateUpdate.Batch(Map.of(minute(at), change), Map.of()));
    }

    void trip(String key, Instant at) {
        change(key, at, trip(1));
    }

    /** One trip, added or subtracted. */
    static Pane trip(int sign) {
        return new Pane().add(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()), sign);
    }

    /** @param train null if the run no longer waits */
    void waitingTrain(String key, String run, WaitingTrain train) {
        Map<String, WaitingTrain> trains = new HashMap<>();
        trains.put(run, train);
        process(key, new AggregateUpdate.Batch(Map.of(), trains));
    }

    static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), 60_000L);
    }

    /** Runs one punctuation after the pause of the previous one. Returns the number of emitted values. */
    int tick() {
        context.setCurrentSystemTimeMs(context.currentSystemTimeMs() + 60);
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
        context.forwarded(RollingProcessor.AGGREGATES)
                .forEach(forward -> latest.put(
                        forward.record().value().route().aggregate() + " "
                                + forward.record().key(),
                        forward.record().value().value()));
        return context.forwarded(RollingProcessor.AGGREGATES).size();
    }

    /** Runs punctuations until every change is emitted. Returns the number of emitted values. */
    int settle() {
        int emitted = 0;
        // Twenty ticks last longer than the longest pause of the step.
        for (int ticks = 0; ticks < 20 || (unemitted() > 0 && ticks < 100_000); ticks++) {
            emitted += tick();
        }
        return emitted;
    }

    double unemitted() {
        return (double) context.metrics().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("unpublished-dimensions"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .metricValue();
    }

    MockProcessorContext<String, Aggregate> context() {
        return context;
    }

    /** The last value of each key, by topic and key; null if the key was deleted. */
    Map<String, SpecificRecord> latest() {
        return latest;
    }

    SpecificRecord latest(String topicAndKey) {
        return latest.get(topicAndKey);
    }

    /** The entries of a section of the store. */
    @SuppressWarnings("unchecked")
    Map<String, byte[]> stored(char section) {
        Map<String, byte[]> stored = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all =
                ((KeyValueStore<String, byte[]>) stores.get(RollingProcessor.STORE)).all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                if (next.key.charAt(0) == section) {
                    stored.put(next.key.substring(1), next.value);
                }
            }
        }
        return stored;
    }

    /** Puts an entry into a section of the store; null deletes it. */
    @SuppressWarnings("unchecked")
    void put(char section, String key, byte[] value) {
        ((KeyValueStore<String, byte[]>) stores.get(RollingProcessor.STORE)).put(section + key, value);
    }

    /** Removes a section of the store, as if an earlier release had written the store. */
    void remove(char section) {
        stored(section).keySet().forEach(key -> put(section, key, null));
    }
}
