package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.SumSource;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
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

/** What the stores hold is all that a restart has: nothing told before may stay told when it is no longer true. */
class RollingRestartTest {
    private static final Instant START = Instant.parse("2026-10-31T10:00:30Z");
    private static final long MINUTE = Math.floorDiv(START.toEpochMilli(), 60_000L);

    private final Map<String, KeyValueStore<?, ?>> stores = new HashMap<>();
    private final ProcessorSupplier<String, AggregateUpdate, String, Aggregate> supplier = RollingProcessor.of(
            new RollingProcessor.Plan(
                    List.of(Window.of("PT1H"), Window.of("PT24H")),
                    CorridorCalendar.RAILWAY,
                    3,
                    false,
                    Duration.ofMillis(50),
                    Duration.ofMillis(50)),
            // Without rest: each change is written at once here, which counts as a commit.
            new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime),
            RollingDriver.NONE,
            () -> 0L);
    private MockProcessorContext<String, Aggregate> context;
    private Processor<String, AggregateUpdate, String, Aggregate> roll;

    @TempDir
    private Path directory;

    @Test
    void aPortThatEmptiedJustBeforeTheEndIsToldEmptyAfterTheRestart() {
        start(START);
        process("PORT/CNHRS", pane(Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()))));
        process("PORT/CNHRS", standing("CR|X1|2026-10-30", new WaitingTrain(START.toEpochMilli() - 1000, true, true)));
        tick();
        assertThat(((PortStatus) told().get("CNHRS")).getPresent()).isEqualTo(1);
        process("PORT/CNHRS", standing("CR|X1|2026-10-30", null));

        start(START.plusSeconds(5));
        tick();
        PortStatus port = (PortStatus) told().get("CNHRS");
        assertThat(port.getPresent()).isZero();
        assertThat(port.getRevision()).isEqualTo(2);
    }

    @Test
    void countsThatFellOutWhileItWasDownAreToldAfterTheRestart() {
        start(START);
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 0, List.of()))));
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        tick();
        assertThat(((TripCounts) told().get("HUB/CNXAG/PT1H")).getTrips()).isEqualTo(1);
        assertThat(told("corridor.dwell")).containsKey("HUB/CNXAG/PT1H");

        start(START.plus(Duration.ofHours(2)));
        tick();
        TripCounts trips = (TripCounts) told("corridor.trips").get("HUB/CNXAG/PT1H");
        assertThat(trips.getTrips()).isZero();
        assertThat(trips.getPreviousTrips()).isZero();
        DurationStatistics dwell = (DurationStatistics) told("corridor.dwell").get("HUB/CNXAG/PT1H");
        assertThat(dwell.getCount()).isZero();
        assertThat(dwell.getMaxSeconds()).isNull();
        assertThat(told("corridor.trips")).doesNotContainKey("HUB/CNXAG/PT24H");

        start(START.plus(Duration.ofDays(4)));
        tick();
        assertThat(((TripCounts) told("corridor.trips").get("HUB/CNXAG/PT24H")).getTrips())
                .isZero();
        start(START.plus(Duration.ofDays(5)));
        tick();
        assertThat(told().keySet()).isNotEmpty().allMatch(key -> key.endsWith(":2026") || key.contains(":2026-"));
    }

    @Test
    void takingAwayWhatWasNeverAddedDoesNotStopIt() {
        start(START);
        process("HUB/CNXAG", pane(new Pane().add(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false), -1)));
        tick();
        assertThat(((DurationStatistics) told("corridor.dwell").get("HUB/CNXAG/PT1H")).getP50Seconds())
                .isNull();
    }

    @Test
    void aSumThatIsReadAgainIsNotCountedAgainAlsoAfterARestart() {
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
    void whenASourcesStateWasMadeAnewItsSumsCountAndEarlierOnesDoNotCountAgain() {
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
        Record<String, AggregateUpdate> sum = new Record<>("HUB/CNXAG", pane(pane), context.currentSystemTimeMs());
        roll.process(source == null ? sum : source.on(sum));
    }

    private long trips() {
        tick();
        return ((TripCounts) told("corridor.trips").get("HUB/CNXAG/PT1H")).getTrips();
    }

    @Test
    void itAsksToBeCommittedWhenItHasPublishedUnlessItIsBehind() {
        start(START);
        tick();
        assertThat(context.committed()).isFalse();
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        tick();
        assertThat(context.committed()).isTrue();

        context.resetCommit();
        process("HUB/CNXAG", pane(Pane.of(new Measurement.Elapsed(DurationKind.DWELL, 600_000, false))));
        context.setCurrentSystemTimeMs(START.plusSeconds(2).toEpochMilli());
        tick();
        assertThat(told("corridor.dwell")).containsKey("HUB/CNXAG/PT1H");
        assertThat(context.committed()).isFalse();
    }

    private static AggregateUpdate pane(Pane change) {
        return new AggregateUpdate.Sum(Map.of(MINUTE, change), Map.of());
    }

    private static AggregateUpdate standing(String run, WaitingTrain standing) {
        Map<String, WaitingTrain> standings = new HashMap<>();
        standings.put(run, standing);
        return new AggregateUpdate.Sum(Map.of(), standings);
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
            // Without a cache before it, the signal to write comes with each change.
            StateStore store = stores.computeIfAbsent(declared.name(), name -> {
                KeyValueStore<?, ?> made = name.equals(RollingProcessor.BEFORE_COMMIT_STORE)
                        ? (KeyValueStore<?, ?>) declared.withCachingDisabled().build()
                        : Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled()
                                .build();
                made.init(context.getStateStoreContext(), made);
                return made;
            });
            context.addStateStore(store);
        }
        roll = supplier.get();
        roll.init(context);
    }

    private void process(String key, AggregateUpdate contribution) {
        roll.process(new Record<>(key, contribution, context.currentSystemTimeMs()));
    }

    private void tick() {
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
    }

    private Map<String, Object> told() {
        Map<String, Object> told = new HashMap<>();
        context.forwarded()
                .forEach(forward -> told.putIfAbsent(
                        forward.record().key(), forward.record().value().value()));
        return told;
    }

    private Map<String, Object> told(String topic) {
        Map<String, Object> told = new HashMap<>();
        context.forwarded().stream()
                .filter(forward -> forward.record().value().route().aggregate().equals(topic))
                .forEach(forward -> told.put(
                        forward.record().key(), forward.record().value().value()));
        return told;
    }
}
