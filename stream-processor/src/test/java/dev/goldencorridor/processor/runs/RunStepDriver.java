package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Drives the step {@code journey} alone, over restarts with other port catalogues, and sums the forwarded measurements.
 */
final class RunStepDriver {
    private final KeyValueStore<String, byte[]> store;
    /** How often each measurement counts, by dimension, minute and measurement; without those that count zero times. */
    private final Map<String, Long> sums = new TreeMap<>();
    /** The waiting trains, by port and run. */
    private final Map<String, Object> waiting = new TreeMap<>();

    private final RunProcessor.ClockMode clockMode;
    /** The furthest watermark that the step has forwarded since its start. */
    private long forwardedWatermark;

    private RunProcessor.DimensionLimits limits;
    private MockProcessorContext<String, StepMessage> context;
    private Processor<String, TrainMovement, String, StepMessage> runs;

    RunStepDriver(PortCatalogue ports, RunProcessor.DimensionLimits limits) {
        this(ports, limits, new RunProcessor.ClockMode(false, Duration.ofDays(7)));
    }

    RunStepDriver(PortCatalogue ports, RunProcessor.DimensionLimits limits, RunProcessor.ClockMode clockMode) {
        this.limits = limits;
        this.clockMode = clockMode;
        this.store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(RunProcessor.STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
        start(ports);
    }

    KeyValueStore<String, byte[]> store() {
        return store;
    }

    void start(PortCatalogue ports, RunProcessor.DimensionLimits others) {
        limits = others;
        start(ports);
    }

    /** Restarts the step with nothing but its store. */
    void start(PortCatalogue ports) {
        context = new MockProcessorContext<>();
        forwardedWatermark = Long.MIN_VALUE;
        Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
        ProcessorSupplier<String, TrainMovement, String, StepMessage> supplier = RunProcessor.of(
                ports,
                Duration.ofMinutes(10),
                new RunProcessor.Retention(Duration.ofDays(1_860), Duration.ofDays(90), 500, 100),
                limits,
                clockMode,
                Set.of(),
                new WireSerializer<>(registry, TrainMovement.getClassSchema()),
                ProcessorMetrics.unserved(),
                new SharedRecords(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(RunProcessor.STORE), Serdes.String(), Serdes.ByteArray()),
                        RunProcessor.RUNS));
        context.setCurrentSystemTimeMs(0);
        if (!store.isOpen()) {
            store.init(context.getStateStoreContext(), store);
        }
        for (StoreBuilder<?> declared : supplier.stores()) {
            if (declared.name().equals(RunProcessor.STORE)) {
                context.addStateStore(store);
            } else {
                StateStore other =
                        declared.withCachingDisabled().withLoggingDisabled().build();
                other.init(context.getStateStoreContext(), other);
                context.addStateStore(other);
            }
        }
        runs = supplier.get();
        runs.init(context);
    }

    RunStepDriver learn(TrainMovement report) {
        context.setRecordMetadata("movements.test", 0, 0);
        runs.process(new Record<>(report.getTrainRunId(), report, 0));
        addUp();
        return this;
    }

    /** Advances the wall clock to an instant and runs the punctuations. */
    RunStepDriver passTo(Instant now) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now.toEpochMilli()));
        addUp();
        return this;
    }

    private void addUp() {
        context.forwarded(RunProcessor.MEASURED).forEach(forward -> {
            Object update = forward.record().value();
            String dimension = (String) forward.record().key();
            if (update instanceof AggregateUpdate.Delta delta) {
                String key = dimension + " " + delta.minute() + " " + text(delta.measurement());
                sums.merge(key, (long) delta.sign(), Long::sum);
                sums.remove(key, 0L);
            } else if (update instanceof AggregateUpdate.WaitingTrainChanged change) {
                String key = dimension + " " + change.run();
                if (change.train() == null) {
                    waiting.remove(key);
                } else {
                    waiting.put(key, change.train());
                }
            } else if (update instanceof AggregateUpdate.WatermarkAdvanced advanced) {
                forwardedWatermark = Math.max(forwardedWatermark, advanced.millis());
            }
        });
        if (!context.forwarded(RunProcessor.OVERFLOW).isEmpty()) {
            throw new AssertionError("the step rejected a report");
        }
        context.resetForwards();
    }

    /** Returns the text that the file of {@link FormerReleaseTest} has for a measurement. */
    private static String text(Measurement measurement) {
        if (measurement instanceof Measurement.Trip trip) {
            return "Trip[sense=%s, wagons=%d, loadedTeu=%d, emptyTeu=%d, kilograms=%d, commodities=%s]"
                    .formatted(
                            trip.direction(),
                            trip.wagons(),
                            trip.loadedTeu(),
                            trip.emptyTeu(),
                            trip.kilograms(),
                            trip.commodities());
        }
        Measurement.Elapsed elapsed = (Measurement.Elapsed) measurement;
        return "Elapsed[measure=%s, millis=%d, endedOnSameDay=%b]"
                .formatted(elapsed.kind(), elapsed.millis(), elapsed.endedOnSameDay());
    }

    long forwardedWatermark() {
        return forwardedWatermark;
    }

    /** Returns the sum of a metric over its tags. */
    double metric(String name) {
        return context.metrics().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    Map<String, Long> sums() {
        return sums;
    }

    /** Returns the number of measurements of each type, by dimension. */
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        sums.forEach((key, sum) -> {
            String[] parts = key.split(" ", 3);
            String type = parts[2].substring(0, parts[2].indexOf('['));
            counts.computeIfAbsent(parts[0], dimension -> new HashMap<>()).merge(type, sum, Long::sum);
        });
        return counts;
    }

    Map<String, Object> waiting() {
        return waiting;
    }
}
