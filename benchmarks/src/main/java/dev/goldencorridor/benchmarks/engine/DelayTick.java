package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.alerts.RunStatusPlan;
import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The alert step with its store on disk and many open trains: a poll when no run is due, and the arrival of a train.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DelayTick {
    private static final long NOW = 1_790_000_000_000L;
    private static final Duration UNTIL_NONE_IS_DUE = Duration.ofHours(5);

    @Param({"10000", "1000000"})
    private int open;

    private final MockProcessorContext<String, SpecificRecord> context = context();
    private Processor<String, AlertUpdate, String, SpecificRecord> delays;
    private Punctuator poll;
    private List<StateStore> stores;
    private long next;

    private static MockProcessorContext<String, SpecificRecord> context() {
        Properties properties = new Properties();
        properties.put("application.id", "benchmark");
        properties.put("bootstrap.servers", "unused:9092");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        try {
            Path state = Files.createTempDirectory("delay-tick");
            return new MockProcessorContext<>(properties, new TaskId(3, 0), state.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void fill() {
        Settings settings = Settings.of(ProcessorSettings.definition(), Map.of("partitions", "1"));
        ProcessorSupplier<String, AlertUpdate, String, SpecificRecord> supplier = AlertProcessor.of(
                ProcessorSettings.delayPlan(settings, TaskHeap.of(1)),
                new RunStatusPlan(false, Duration.ofDays(2), 1),
                PortCatalogue.builtIn(),
                ProcessorMetrics.unserved(),
                Tracing.off(),
                RunProcessor.runRecords());
        context.setCurrentSystemTimeMs(NOW);
        stores = supplier.stores().stream().map(this::opened).toList();
        delays = supplier.get();
        delays.init(context);
        poll = context.scheduledPunctuators().get(0).getPunctuator();
        for (int i = 0; i < open; i++) {
            arrive();
        }
        if (!context.forwarded().isEmpty()) {
            throw new IllegalStateException(
                    "something is due: " + context.forwarded().get(0));
        }
    }

    private StateStore opened(StoreBuilder<?> declared) {
        StateStore store = declared.withCachingDisabled().withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    @TearDown
    public void close() {
        delays.close();
        stores.forEach(StateStore::close);
    }

    @Benchmark
    public void pollWithNoneDue() {
        poll.punctuate(NOW);
    }

    @Benchmark
    public void trainThatComes() {
        arrive();
    }

    private void arrive() {
        String run = "CR|X" + next + "|2026-09-21";
        long arrivedAt = NOW - next++ * 7 % UNTIL_NONE_IS_DUE.toMillis();
        Call call = new Call(
                TravelDirection.RETURN,
                "X" + next,
                new Call.Movement(arrivedAt, Call.UNKNOWN, false),
                new Call.Movement(Call.UNKNOWN, Call.UNKNOWN, false),
                Call.UNKNOWN,
                false,
                new Call.Stopped(Call.UNKNOWN, null),
                new Call.Stopped(Call.UNKNOWN, null),
                arrivedAt,
                List.of(),
                List.of());
        delays.process(new Record<>(run, new RunUpdate.CallChanged("CNHRS", "khorgos", call, NOW), NOW));
    }
}
