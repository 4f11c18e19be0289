package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.sums.SumSource;
import dev.goldencorridor.processor.windows.Pane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
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

/** A restarted task forwards the sums that were pending when it stopped. */
class CombineRestartTest {
    private ProcessorSupplier<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> supplier =
            supplier(Duration.ZERO);
    private final List<StateStore> stores = new ArrayList<>();

    private MockProcessorContext<String, AggregateUpdate.Combined> context;
    private String guarantee = StreamsConfig.EXACTLY_ONCE_V2;

    @Test
    void pendingSumsAndTheWatermarkSurviveARestart() {
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> before = start();
        before.process(new Record<>("", new AggregateUpdate.WatermarkAdvanced(1_000), 0));
        before.process(new Record<>("HUB/CNXAG", delta(dwell(1)), 0));
        before.process(new Record<>("HUB/CNXAG", delta(dwell(2)), 0));
        assertThat(context.forwarded()).isEmpty();

        start();
        assertThat(forwarded()).hasSize(2);
        assertThat(forwarded().get(1)).isEqualTo(new AggregateUpdate.WatermarkAdvanced(1_000));
        AggregateUpdate.Batch batch = (AggregateUpdate.Batch) forwarded().get(0);
        assertThat(batch.panes()).containsOnlyKeys(7L);
        Pane both = Pane.of(dwell(1)).add(Pane.of(dwell(2)), 1);
        assertThat(batch.panes().get(7L).add(both, -1).isZero()).isTrue();
    }

    @Test
    void restoredSumsCountTowardsTheLimitOfPendingBytes() {
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> before = start();
        for (int trip = 0; trip < 2; trip++) {
            before.process(new Record<>("HUB/CNXAG", delta(tripWithCommodities(trip)), 0));
        }
        assertThat(context.forwarded()).isEmpty();

        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> after = start();
        for (int trip = 2; trip < 4; trip++) {
            after.process(new Record<>("HUB/CNXAG", delta(tripWithCommodities(trip)), 0));
        }
        assertThat(context.forwarded()).isEmpty();
        after.process(new Record<>("HUB/CNXAG", delta(tripWithCommodities(4)), 0));
        assertThat(context.forwarded()).hasSize(1);
    }

    private static Measurement tripWithCommodities(int trip) {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            commodities.add(new Commodity("%04d%02d".formatted(i, trip), "a".repeat(190) + i, 1));
        }
        return new Measurement.Trip(TravelDirection.OUTBOUND, 1, 1, 0, 1, commodities);
    }

    @Test
    void underExactlyOnceTheSequenceContinuesAfterARestart() {
        guarantee = StreamsConfig.EXACTLY_ONCE_V2;
        SumSource first = sourceOfTheNextSum(start());
        SumSource second = sourceOfTheNextSum(start());
        assertThat(first.task()).isEqualTo(3);
        assertThat(second).isEqualTo(new SumSource(3, first.epoch(), first.sequence() + 1));
        stores.clear();
        assertThat(sourceOfTheNextSum(start()).epoch()).isNotEqualTo(first.epoch());
    }

    /** After a kill, another sum could otherwise come under the same number. */
    @Test
    void underAtLeastOnceARestartBeginsANewEpoch() {
        guarantee = StreamsConfig.AT_LEAST_ONCE;
        assertThat(sourceOfTheNextSum(start()).epoch())
                .isNotEqualTo(sourceOfTheNextSum(start()).epoch());
    }

    private SumSource sourceOfTheNextSum(
            Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine) {
        combine.process(new Record<>("HUB/CNXAG", delta(dwell(1)), 0));
        punctuate(0);
        return SumSource.of(context.forwarded().get(0).record().headers());
    }

    @Test
    void itRequestsACommitWhenItHasForwardedSumsUnlessItIsBehind() {
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine = start();
        combine.process(new Record<>("HUB/CNXAG", delta(dwell(1)), 0));
        punctuate(10);
        assertThat(context.committed()).isTrue();

        context.resetCommit();
        combine.process(new Record<>("HUB/CNXAG", delta(dwell(1)), 0));
        punctuate(2_000);
        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.committed()).isFalse();
    }

    @Test
    void theWatermarkIsForwardedOnceInItsInterval() {
        supplier = supplier(Duration.ofSeconds(1));
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine = start();
        combine.process(new Record<>("", new AggregateUpdate.WatermarkAdvanced(1_000), 0));
        punctuate(100);
        assertThat(context.forwarded()).hasSize(1);
        combine.process(new Record<>("", new AggregateUpdate.WatermarkAdvanced(2_000), 0));
        punctuate(1_099);
        assertThat(context.forwarded()).isEmpty();
        punctuate(1_100);
        assertThat(context.forwarded().get(0).record().value()).isEqualTo(new AggregateUpdate.WatermarkAdvanced(2_000));
    }

    private void punctuate(long wallClock) {
        context.resetForwards();
        context.setCurrentSystemTimeMs(wallClock);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(wallClock);
    }

    @Test
    void theWatermarkThatAFormerReleaseStoredWithTheSumsIsRead() {
        start();
        sharedStore().put("c", AggregateUpdateSerde.toBytes(new AggregateUpdate.WatermarkAdvanced(1_000)));

        start();

        assertThat(forwarded()).containsExactly(new AggregateUpdate.WatermarkAdvanced(1_000));
        assertThat(sharedStore().get("c")).isNull();
    }

    private static ProcessorSupplier<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> supplier(
            Duration watermarkInterval) {
        return CombineProcessor.of(
                new CombinePlan(Duration.ofMillis(50), watermarkInterval),
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("shared"), Serdes.String(), Serdes.ByteArray()),
                // No interval between early commits: each change is flushed at once here, which counts as a commit.
                new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime));
    }

    private KeyValueStore<String, byte[]> sharedStore() {
        return context.getStateStore("shared");
    }

    private static Measurement dwell(long millis) {
        return new Measurement.Elapsed(DurationKind.DWELL, millis, false);
    }

    private static AggregateUpdate.Uncombined delta(Measurement measurement) {
        return new AggregateUpdate.Delta(7, measurement, 1);
    }

    private Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        context = new MockProcessorContext<>(properties, new TaskId(0, 3), null);
        context.setCurrentSystemTimeMs(0);
        if (stores.isEmpty()) {
            for (StoreBuilder<?> declared : supplier.stores()) {
                // Without its cache, the commit hook calls for a flush at each change.
                StateStore store =
                        declared.withCachingDisabled().withLoggingDisabled().build();
                store.init(context.getStateStoreContext(), store);
                stores.add(store);
            }
        }
        stores.forEach(context::addStateStore);
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine = supplier.get();
        combine.init(context);
        return combine;
    }

    private List<AggregateUpdate.Combined> forwarded() {
        if (context.forwarded().isEmpty()) {
            punctuate(0);
        }
        return context.forwarded().stream()
                .<AggregateUpdate.Combined>map(forward -> forward.record().value())
                .toList();
    }
}
