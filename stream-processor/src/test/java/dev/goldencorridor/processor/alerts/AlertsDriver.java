package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The step by itself; what its store holds is all that a restart has. */
final class AlertsDriver {
    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final Path directory;
    private final int partition;
    private final int partitions;
    private final Map<String, DelayAlert> latest = new TreeMap<>();
    private final List<DelayAlert> told = new ArrayList<>();
    private MockProcessorContext<String, DelayAlert> context;
    private Processor<String, StepMessage, String, DelayAlert> delays;
    private int uses;

    AlertsDriver(Path directory, int partition, int partitions) {
        this.directory = directory;
        this.partition = partition;
        this.partitions = partitions;
    }

    static Map<AlertType, SeverityThresholds> steps(String overdue) {
        Map<AlertType, SeverityThresholds> steps = new EnumMap<>(AlertType.class);
        for (AlertType type : AlertType.values()) {
            steps.put(type, SeverityThresholds.parse(type == AlertType.CLEARANCE_OVERDUE ? overdue : "-,-,-"));
        }
        return steps;
    }

    static Map<AlertType, SeverityThresholds> allSteps(String text) {
        Map<AlertType, SeverityThresholds> steps = new EnumMap<>(AlertType.class);
        for (AlertType type : AlertType.values()) {
            steps.put(type, SeverityThresholds.parse(text));
        }
        return steps;
    }

    DelayPlan plan(Map<AlertType, SeverityThresholds> steps, boolean eventClock) {
        return new DelayPlan(
                ThresholdTable.of(steps, Optional.empty()),
                Duration.ofMinutes(15),
                Duration.ofHours(3),
                Duration.ofHours(5),
                eventClock,
                Duration.ofMillis(500),
                100,
                partitions);
    }

    /** A start, or a restart. */
    void start(Instant at, DelayPlan plan) {
        ProcessorSupplier<String, StepMessage, String, DelayAlert> supplier = AlertProcessor.of(plan, PortCatalogue.builtIn());
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        File state = directory.toFile();
        context = new MockProcessorContext<>(properties, new TaskId(0, partition), state);
        context.setCurrentSystemTimeMs(at.toEpochMilli());
        for (StoreBuilder<?> declared : supplier.stores()) {
            // Without a cache before it, the signal to write comes with each change.
            boolean isSignal = declared.name().equals(AlertProcessor.BEFORE_COMMIT_STORE);
            StateStore store = isSignal
                    ? signal(declared)
                    : stores.computeIfAbsent(declared.name(), name -> {
                        KeyValueStore<String, byte[]> made = Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled()
                                .build();
                        made.init(context.getStateStoreContext(), made);
                        return counted(made);
                    });
            context.addStateStore(store);
        }
        delays = supplier.get();
        delays.init(context);
    }

    private StateStore signal(StoreBuilder<?> declared) {
        StateStore store = declared.withCachingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    /** So that a test can see whether the store was touched. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, byte[]> counted(KeyValueStore<String, byte[]> store) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("name")) {
                        uses++;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    void setClock(Instant at) {
        context.setCurrentSystemTimeMs(at.toEpochMilli());
    }

    void learn(String key, StepMessage news) {
        delays.process(new Record<>(key, news, context.currentSystemTimeMs()));
        read();
    }

    void tick() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
        read();
    }

    private void read() {
        context.forwarded().forEach(forward -> {
            DelayAlert alert = forward.record().value();
            told.add(alert);
            if (alert == null) {
                latest.remove(forward.record().key());
            } else {
                latest.put(forward.record().key(), alert);
            }
        });
        context.resetForwards();
    }

    /** The last value under each key. */
    Map<String, DelayAlert> latest() {
        return latest;
    }

    /** All values since this was last asked. */
    List<DelayAlert> takeTold() {
        List<DelayAlert> taken = new ArrayList<>(told);
        told.clear();
        return taken;
    }

    /** How often the store was used since this was last asked. */
    int takeUses() {
        int taken = uses;
        uses = 0;
        return taken;
    }

    static RunUpdate.Known arrived(String facility, Instant at) {
        return known(facility, at, null);
    }

    static RunUpdate.Known known(String facility, Instant arrivedAt, Instant releasedAt) {
        return news(
                facility,
                new Call.Movement(arrivedAt.toEpochMilli(), UNKNOWN, false),
                releasedAt == null ? UNKNOWN : releasedAt.toEpochMilli());
    }

    static RunUpdate.Known planned(String facility, Instant plannedAt, Instant arrivedAt) {
        return news(facility, new Call.Movement(arrivedAt.toEpochMilli(), plannedAt.toEpochMilli(), false), UNKNOWN);
    }

    private static RunUpdate.Known news(String facility, Call.Movement arrival, long releasedAt) {
        Call.Stopped never = new Call.Stopped(UNKNOWN, null);
        long last = Math.max(arrival.occurredAt(), releasedAt);
        return new RunUpdate.Known(
                facility,
                "khorgos",
                new Call(
                        TravelDirection.RETURN,
                        "X8001",
                        arrival,
                        new Call.Movement(UNKNOWN, UNKNOWN, false),
                        releasedAt,
                        never,
                        never,
                        last,
                        List.of(),
                        List.of()),
                last);
    }
}
