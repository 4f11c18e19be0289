package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Drives the step {@code journey} alone, and returns the messages that it forwards about calls. */
public final class CallsDriver {
    /** The most runs on the heap. */
    static final int MAX_READY = 100;

    private final MockProcessorContext<String, StepMessage> context = new MockProcessorContext<>();
    private final Processor<String, TrainMovement, String, StepMessage> runs;

    /** @param alertTypes the types of alerts whose causes are forwarded */
    public CallsDriver(Set<String> alertTypes) {
        Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
        ProcessorSupplier<String, TrainMovement, String, StepMessage> supplier = RunProcessor.of(
                PortCatalogue.builtIn(),
                Duration.ofMinutes(10),
                new RunProcessor.Retention(Duration.ofDays(400), Duration.ofDays(90), 500, MAX_READY),
                new RunProcessor.DimensionLimits(100, 200),
                new RunProcessor.ClockMode(false, Duration.ofDays(7)),
                alertTypes,
                new WireSerializer<>(registry, TrainMovement.getClassSchema()),
                ProcessorMetrics.unserved(),
                new SharedRecords(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(RunProcessor.STORE), Serdes.String(), Serdes.ByteArray()),
                        RunProcessor.RUNS));
        context.setCurrentSystemTimeMs(0);
        for (StoreBuilder<?> declared : supplier.stores()) {
            StateStore store =
                    declared.withCachingDisabled().withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        runs = supplier.get();
        runs.init(context);
    }

    /** Processes the report and returns the forwarded messages. */
    public List<AlertUpdate> learn(TrainMovement report) {
        context.resetForwards();
        runs.process(new Record<>(report.getTrainRunId(), report, 0));
        return forwarded();
    }

    /** Advances the wall clock to an instant and returns the forwarded messages. */
    List<AlertUpdate> passTo(Instant now) {
        context.resetForwards();
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now.toEpochMilli()));
        return forwarded();
    }

    /** Returns the length of each stored record, by key. */
    Map<String, Integer> stored() {
        Map<String, Integer> lengths = new TreeMap<>();
        KeyValueStore<String, byte[]> store = context.getStateStore(RunProcessor.STORE);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> lengths.put(entry.key, entry.value.length));
        }
        return lengths;
    }

    private List<AlertUpdate> forwarded() {
        return context.forwarded(RunProcessor.CALLS).stream()
                .map(forward -> (AlertUpdate) forward.record().value())
                .toList();
    }
}
