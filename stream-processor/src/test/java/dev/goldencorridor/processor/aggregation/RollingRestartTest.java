package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.sums.SumSource;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.TripCounts;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart has only the stores. It must correct every emitted value that is no longer true. */
class RollingRestartTest {
    private static final Instant START = Instant.parse("2026-10-31T10:00:30Z");
    private static final long MINUTE = Math.floorDiv(START.toEpochMilli(), 60_000L);

    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final ProcessorSupplier<String, AggregateUpdate.Combined, String, Aggregate> supplier = RollingProcessor.of(
            new RollingPlan(
                    List.of(Window.of("PT1H"), Window.of("PT24H")),
                    CorridorCalendar.RAILWAY,
                    3,
                    false,
                    Duration.ofMillis(50),
                    Duration.ofMillis(50),
                    192),
            // No interval between early commits: each change is flushed at once here, which counts as a commit.
            new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime),
            RollingDriver.UNLIMITED,
            () -> 0L,
            ProcessorMetrics.unserved(),
            Tracing.off());
    private MockProcessorContext<String, Aggregate> context;
    private Processor<String, AggregateUpdate.Combined, String, Aggregate> rolling;

    @TempDir
    private Path directory;

    @Test
    void aPortThatEmptiedJustBeforeTheStopIsEmittedAsEmptyAfterTheRestart() {
        start(START);
        process("PORT/CNHRS", pane(Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()))));
        process(
                "PORT/CNHRS",
                waitingTrain("CR|X1|2026-10-30", new WaitingTrain(START.toEpochMilli() - 1000, true, true)));
        tick();
        assertThat(((PortStatus) emitted().get("CNHRS")).getPresent()).isEqualTo(1);
        process("PORT/CNHRS", waitingTrain("CR|X1|2026-10-30", null));

        start(START.plusSeconds(5));
        tick();
        PortStatus port = (PortStatus) emitted().get("CNHRS");
        assertThat(port.getPresent()).isZero();
        assertThat(port.getRevision()).isEqualTo(2);
    }

    @Test
    void countsThatLeftTheWindowsWhileItWasDownAreEmittedAfterTheRestart() {
        start(START);
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()))));
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        tick();
        assertThat(((TripCounts) emitted().get("HUB/CNXAG/PT1H")).getTrips()).isEqualTo(1);
        assertThat(emitted("corridor.dwell")).containsKey("HUB/CNXAG/PT1H");

        start(START.plus(Duration.ofHours(2)));
        tick();
        TripCounts trips = (TripCounts) emitted("corridor.trips").get("HUB/CNXAG/PT1H");
        assertThat(trips.getTrips()).isZero();
        assertThat(trips.getPreviousTrips()).isZero();
        DurationStatistics dwell =
                (DurationStatistics) emitted("corridor.dwell").get("HUB/CNXAG/PT1H");
        assertThat(dwell.getCount()).isZero();
        assertThat(dwell.getMaxSeconds()).isNull();
        assertThat(emitted("corridor.trips")).doesNotContainKey("HUB/CNXAG/PT24H");

        start(START.plus(Duration.ofDays(4)));
        tick();
        assertThat(((TripCounts) emitted("corridor.trips").get("HUB/CNXAG/PT24H")).getTrips())
                .isZero();
        start(START.plus(Duration.ofDays(5)));
        tick();
        assertThat(emitted().keySet()).isNotEmpty().allMatch(key -> key.endsWith(":2026") || key.contains(":2026-"));
    }

    @Test
    void subtractingADurationThatWasNeverAddedDoesNotStopIt() {
        start(START);
        process("HUB/CNXAG", pane(new Pane().add(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false), -1)));
        tick();
        assertThat(((DurationStatistics) emitted("corridor.dwell").get("HUB/CNXAG/PT1H")).getP50Seconds())
                .isNull();
    }

    @Test
    void aRepeatedSumIsNotCountedAgainAlsoAfterARestart() {
        start(START);
        trip(new SumSource(0, 5, 1));
        trip(new SumSource(1, 5, 1));
        trip(new SumSource(0, 5, 3));
        trip(new SumSource(0, 5, 1));
        assertThat(trips()).isEqualTo(3);

        start(START.plusSeconds(5));
        trip(new SumSource(0, 5, 1));
        trip(new SumSource(0, 5, 3));
        trip(new SumSource(1, 5, 1));
        trip(new SumSource(0, 5, 4));
        assertThat(trips()).isEqualTo(4);
    }

    @Test
    void sumsOfANewEpochCountAndThoseOfEarlierEpochsDoNotCountAgain() {
        start(START);
        trip(new SumSource(0, 5, 900));
        for (int epoch = 6; epoch < 13; epoch++) {
            trip(new SumSource(0, epoch, 1));
        }
        assertThat(trips()).isEqualTo(8);
        start(START.plusSeconds(5));
        trip(new SumSource(0, 5, 900));
        trip(new SumSource(0, 12, 1));
        trip(new SumSource(0, 12, 2));
        assertThat(trips()).isEqualTo(9);
    }

    @Test
    void aSumOfTheFormerReleaseCountsWheneverItComes() {
        start(START);
        trip(null);
        trip(null);
        assertThat(trips()).isEqualTo(2);
    }

    private void trip(SumSource source) {
        Pane pane = Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()));
        Record<String, AggregateUpdate.Combined> sum =
                new Record<>("HUB/CNXAG", pane(pane), context.currentSystemTimeMs());
        rolling.process(source == null ? sum : source.addTo(sum));
    }

    private long trips() {
        tick();
        return ((TripCounts) emitted("corridor.trips").get("HUB/CNXAG/PT1H")).getTrips();
    }

    @Test
    void itRequestsACommitUnlessItIsBehind() {
        start(START);
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        tick();
        assertThat(context.committed()).isTrue();

        context.resetCommit();
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        context.setCurrentSystemTimeMs(START.plusSeconds(2).toEpochMilli());
        tick();
        assertThat(emitted("corridor.dwell")).containsKey("HUB/CNXAG/PT1H");
        assertThat(context.committed()).isFalse();
    }

    private static AggregateUpdate.Combined pane(Pane change) {
        return new AggregateUpdate.Batch(Map.of(MINUTE, change), Map.of());
    }

    private static AggregateUpdate.Combined waitingTrain(String run, WaitingTrain train) {
        Map<String, WaitingTrain> trains = new HashMap<>();
        trains.put(run, train);
        return new AggregateUpdate.Batch(Map.of(), trains);
    }

    private void start(Instant at) {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("default.key.serde", Serdes.StringSerde.class);
        properties.put("default.value.serde", Serdes.StringSerde.class);
        File state = directory.toFile();
        context = new MockProcessorContext<>(properties, new TaskId(1, 1), state);
        context.setCurrentSystemTimeMs(at.toEpochMilli());
        for (StoreBuilder<?> declared : supplier.stores()) {
            // Without its cache, the commit hook calls for a flush at each change.
            StateStore store = stores.computeIfAbsent(declared.name(), name -> {
                KeyValueStore<?, ?> opened = name.equals(RollingProcessor.BEFORE_COMMIT_STORE)
                        ? (KeyValueStore<?, ?>) declared.withCachingDisabled().build()
                        : Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled()
                                .build();
                opened.init(context.getStateStoreContext(), opened);
                return opened;
            });
            context.addStateStore(store);
        }
        rolling = supplier.get();
        rolling.init(context);
    }

    private void process(String key, AggregateUpdate.Combined update) {
        rolling.process(new Record<>(key, update, context.currentSystemTimeMs()));
    }

    private void tick() {
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
    }

    private Map<String, Object> emitted() {
        Map<String, Object> emitted = new HashMap<>();
        context.forwarded(RollingProcessor.AGGREGATES)
                .forEach(forward -> emitted.putIfAbsent(
                        forward.record().key(), forward.record().value().value()));
        return emitted;
    }

    private Map<String, Object> emitted(String topic) {
        Map<String, Object> emitted = new HashMap<>();
        context.forwarded(RollingProcessor.AGGREGATES).stream()
                .filter(forward -> forward.record().value().route().aggregate().equals(topic))
                .forEach(forward -> emitted.put(
                        forward.record().key(), forward.record().value().value()));
        return emitted;
    }
}
