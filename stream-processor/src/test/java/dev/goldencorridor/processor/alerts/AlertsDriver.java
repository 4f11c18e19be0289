package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.DelaySettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.alerts.AlertType;
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
import org.apache.avro.specific.SpecificRecord;
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

/** Drives the alert step alone. Its state stores survive a restart with {@link #start}; nothing else does. */
final class AlertsDriver {
    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final Path directory;
    private final int partition;
    private final int partitions;
    private final Map<String, DelayAlert> latest = new TreeMap<>();
    private final List<DelayAlert> emitted = new ArrayList<>();
    private final List<Record<String, TrainRunStatus>> statuses = new ArrayList<>();
    private RunStatusPlan statusPlan = new RunStatusPlan(true, Duration.ofDays(2), 1);
    private MockProcessorContext<String, SpecificRecord> context;
    private Processor<String, AlertUpdate, String, SpecificRecord> processor;
    private int storeCalls;
    private int storeWrites;

    AlertsDriver(Path directory, int partition, int partitions) {
        this.directory = directory;
        this.partition = partition;
        this.partitions = partitions;
    }

    /** Thresholds of {@code CLEARANCE_OVERDUE} alone. */
    static Map<AlertType, SeverityThresholds> overdueThresholds(String overdue) {
        Map<AlertType, SeverityThresholds> thresholds = new EnumMap<>(AlertType.class);
        for (AlertType type : AlertType.values()) {
            thresholds.put(type, SeverityThresholds.parse(type == AlertType.CLEARANCE_OVERDUE ? overdue : "-,-,-"));
        }
        return thresholds;
    }

    /** The same thresholds for all types. */
    static Map<AlertType, SeverityThresholds> sameThresholds(String text) {
        Map<AlertType, SeverityThresholds> thresholds = new EnumMap<>(AlertType.class);
        for (AlertType type : AlertType.values()) {
            thresholds.put(type, SeverityThresholds.parse(text));
        }
        return thresholds;
    }

    /** The default settings, with one partition. */
    static DelayPlan defaultPlan() {
        return planOf(Map.of(CommonSettings.PARTITIONS_CONFIG, "1"));
    }

    /** The default settings, with one partition and a file of thresholds. */
    static DelayPlan defaultPlan(Path thresholds) {
        return planOf(Map.of(
                CommonSettings.PARTITIONS_CONFIG, "1", DelaySettings.THRESHOLDS_FILE_CONFIG, thresholds.toString()));
    }

    private static DelayPlan planOf(Map<String, String> settings) {
        return ProcessorSettings.delayPlan(Settings.of(ProcessorSettings.definition(), settings), TaskHeap.of(1));
    }

    DelayPlan plan(Map<AlertType, SeverityThresholds> thresholds, boolean isEventClock) {
        return new DelayPlan(
                ThresholdTable.of(thresholds, Optional.empty()),
                Duration.ofMinutes(15),
                Duration.ofHours(3),
                Duration.ofHours(5),
                isEventClock,
                Duration.ofMillis(500),
                100,
                partitions);
    }

    /** Starts or restarts the step. It waits for a backlog until then. Each change is followed by a commit. */
    void start(Instant at, DelayPlan plan) {
        start(at, plan, true);
    }

    /** Starts or restarts the step. There are no commits. */
    void startWithoutCommits(Instant at, DelayPlan plan) {
        start(at, plan, false);
    }

    private void start(Instant at, DelayPlan plan, boolean isCommitted) {
        ProcessorSupplier<String, AlertUpdate, String, SpecificRecord> supplier = AlertProcessor.of(
                plan,
                statusPlan,
                PortCatalogue.builtIn(),
                ProcessorMetrics.unserved(),
                Tracing.off(),
                RunProcessor.runRecords());
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        File state = directory.toFile();
        context = new MockProcessorContext<>(properties, new TaskId(0, partition), state);
        context.setCurrentSystemTimeMs(at.minusSeconds(2).toEpochMilli());
        for (StoreBuilder<?> declared : supplier.stores()) {
            boolean isSignal = declared.name().equals(AlertProcessor.BEFORE_COMMIT_STORE);
            StateStore store = isSignal
                    ? signalStore(declared, isCommitted)
                    : stores.computeIfAbsent(declared.name(), name -> {
                        KeyValueStore<String, byte[]> created = Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled()
                                .build();
                        created.init(context.getStateStoreContext(), created);
                        return counting(created);
                    });
            context.addStateStore(store);
        }
        processor = supplier.get();
        processor.init(context);
        setClock(at);
    }

    /** Without a cache before it, the signal store flushes at each change. A store of another kind never does. */
    private StateStore signalStore(StoreBuilder<?> declared, boolean isCommitted) {
        StateStore store = isCommitted
                ? declared.withCachingDisabled().build()
                : Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(declared.name()), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    /** Counts the calls to the store. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, byte[]> counting(KeyValueStore<String, byte[]> store) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("name")) {
                        storeCalls++;
                    }
                    if (method.getName().startsWith("put")) {
                        storeWrites++;
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

    void process(String key, AlertUpdate message) {
        process(key, message, Instant.ofEpochMilli(context.currentSystemTimeMs()));
    }

    /** Processes a record that the broker appended earlier. */
    void process(String key, AlertUpdate message, Instant appendedAt) {
        processor.process(new Record<>(key, message, appendedAt.toEpochMilli()));
        readEmitted();
    }

    void poll() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
        readEmitted();
    }

    /** Sets how the status of runs is published from the next start on. */
    void setStatusPlan(RunStatusPlan newPlan) {
        statusPlan = newPlan;
    }

    /** Passes some seconds, longer than any rest, and publishes the status of changed runs. */
    void publishStatuses() {
        context.setCurrentSystemTimeMs(context.currentSystemTimeMs() + 5_000);
        context.scheduledPunctuators().get(1).getPunctuator().punctuate(context.currentSystemTimeMs());
        readEmitted();
    }

    /** The statuses published since the last call; with a null value where a tombstone was. */
    List<Record<String, TrainRunStatus>> takeStatuses() {
        List<Record<String, TrainRunStatus>> taken = new ArrayList<>(statuses);
        statuses.clear();
        return taken;
    }

    private void readEmitted() {
        context.forwarded().forEach(forward -> {
            if (forward.childName().orElseThrow().equals(AlertProcessor.STATUS)) {
                TrainRunStatus status = (TrainRunStatus) forward.record().value();
                statuses.add(new Record<>(
                        forward.record().key(), status, forward.record().timestamp()));
                return;
            }
            DelayAlert alert = (DelayAlert) forward.record().value();
            emitted.add(alert);
            if (alert == null) {
                latest.remove(forward.record().key());
            } else {
                latest.put(forward.record().key(), alert);
            }
        });
        context.resetForwards();
    }

    /** The last value of each key that was not deleted. */
    Map<String, DelayAlert> latest() {
        return latest;
    }

    /** All values emitted since the last call; null where a key was deleted. */
    List<DelayAlert> takeEmitted() {
        List<DelayAlert> taken = new ArrayList<>(emitted);
        emitted.clear();
        return taken;
    }

    /** The number of calls to the store since the last call of this method. */
    int takeStoreCalls() {
        int taken = storeCalls;
        storeCalls = 0;
        return taken;
    }

    /** The number of writes to the store since the last call of this method. */
    int takeStoreWrites() {
        int taken = storeWrites;
        storeWrites = 0;
        return taken;
    }
}
