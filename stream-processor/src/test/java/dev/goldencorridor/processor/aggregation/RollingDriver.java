package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
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
 * The step alone, in a task that can be stopped and started again. Its stores outlive a stop; each change is written to
 * them at once, as if each were followed by a commit.
 */
final class RollingDriver {
    /** A punctuation may do as much as it likes. */
    static final WorkLimits NONE =
            new WorkLimits(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Integer.MAX_VALUE, 16_000, 48_000);

    static final RollingProcessor.Plan PLAN = new RollingProcessor.Plan(
            List.of(Window.of("PT1H"), Window.of("PT24H")),
            CorridorCalendar.RAILWAY,
            3,
            false,
            Duration.ofMillis(50),
            Duration.ofMillis(50));

    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final Map<String, SpecificRecord> latest = new TreeMap<>();
    private final Path directory;
    private final RollingProcessor.Plan plan;
    private WorkLimits limits;
    private final LongSupplier nanoTime;
    private MockProcessorContext<String, Aggregate> context;
    private Processor<String, AggregateUpdate, String, Aggregate> roll;

    RollingDriver(Path directory, RollingProcessor.Plan plan, WorkLimits limits, LongSupplier nanoTime) {
        this.directory = directory;
        this.plan = plan;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** With other limits from its next start on. */
    RollingDriver with(WorkLimits others) {
        limits = others;
        return this;
    }

    /** Starts it, or starts it again. */
    RollingDriver start(Instant at) {
        return start(at, plan);
    }

    /** The same with another plan. */
    RollingDriver start(Instant at, RollingProcessor.Plan otherPlan) {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        context = new MockProcessorContext<>(properties, new TaskId(1, 1), directory.toFile());
        context.setCurrentSystemTimeMs(at.toEpochMilli());
        ProcessorSupplier<String, AggregateUpdate, String, Aggregate> supplier =
                RollingProcessor.of(otherPlan, new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime), limits, nanoTime);
        for (StoreBuilder<?> declared : supplier.stores()) {
            StateStore store = declared.name().equals(RollingProcessor.STORE)
                    ? stores.computeIfAbsent(declared.name(), this::opened)
                    : signal(declared);
            context.addStateStore(store);
        }
        roll = supplier.get();
        roll.init(context);
        return this;
    }

    private KeyValueStore<?, ?> opened(String name) {
        KeyValueStore<?, ?> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        made.init(context.getStateStoreContext(), made);
        return made;
    }

    /** Without a cache before it, the signal to write comes with each change. */
    private StateStore signal(StoreBuilder<?> declared) {
        StateStore made = declared.withCachingDisabled().build();
        made.init(context.getStateStoreContext(), made);
        return made;
    }

    void setClock(Instant at) {
        context.setCurrentSystemTimeMs(at.toEpochMilli());
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    void process(String key, AggregateUpdate contribution) {
        roll.process(new Record<>(key, contribution, context.currentSystemTimeMs()));
    }

    void change(String key, Instant at, Pane change) {
        process(key, new AggregateUpdate.Sum(Map.of(minute(at), change), Map.of()));
    }

    void trip(String key, Instant at) {
        change(key, at, trip(1));
    }

    /** One trip, added or withdrawn. */
    static Pane trip(int sign) {
        return new Pane().add(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()), sign);
    }

    void standing(String key, String run, WaitingTrain standing) {
        Map<String, WaitingTrain> standings = new HashMap<>();
        standings.put(run, standing);
        process(key, new AggregateUpdate.Sum(Map.of(), standings));
    }

    static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), 60_000L);
    }

    /** One punctuation, when the step no longer rests from the last; returns how many values it published. */
    int tick() {
        context.setCurrentSystemTimeMs(context.currentSystemTimeMs() + 60);
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
        context.forwarded()
                .forEach(forward -> latest.put(
                        forward.record().value().route().aggregate() + " "
                                + forward.record().key(),
                        forward.record().value().value()));
        return context.forwarded().size();
    }

    /** Punctuations until nothing waits; returns how many values they published. */
    int settle() {
        int published = 0;
        // Longer than the step rests that has published much.
        for (int ticks = 0; ticks < 20 || (unpublished() > 0 && ticks < 100_000); ticks++) {
            published += tick();
        }
        return published;
    }

    double unpublished() {
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

    /** The last value of each key, by topic and key; null where the key was deleted. */
    Map<String, SpecificRecord> latest() {
        return latest;
    }

    SpecificRecord latest(String topicAndKey) {
        return latest.get(topicAndKey);
    }

    /** The keys of a section of the store, and what they hold. */
    @SuppressWarnings("unchecked")
    Map<String, byte[]> stored(char section) {
        Map<String, byte[]> stored = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = ((KeyValueStore<String, byte[]>) stores.get(RollingProcessor.STORE)).all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                if (next.key.charAt(0) == section) {
                    stored.put(next.key.substring(1), next.value);
                }
            }
        }
        return stored;
    }

    /** Removes a section, as if an earlier release had written the store. */
    @SuppressWarnings("unchecked")
    void remove(char section) {
        stored(section).keySet().forEach(key -> ((KeyValueStore<String, byte[]>) stores.get(RollingProcessor.STORE))
                .put(section + key, null));
    }
}
