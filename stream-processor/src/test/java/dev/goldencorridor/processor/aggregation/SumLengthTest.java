package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The record of a sum stays far below the broker's limit, whatever publishers send between two punctuations. */
class SumLengthTest {
    private static final int LIMIT = 2 << 20;
    /** The longest text that admission allows, of three bytes a character. */
    private static final String LONGEST = "\u4e2d".repeat(252);

    private final MockProcessorContext<String, AggregateUpdate.Combined> context = new MockProcessorContext<>();

    @Test
    void durationsOfOneMinuteThatAllDiffer() {
        assertThat(longest(
                        1_200_000,
                        i -> new AggregateUpdate.Delta(
                                7, new Measurement.Elapsed(DurationKind.DWELL, 9L * i, true), 1)))
                .isBetween(100_000, LIMIT);
    }

    @Test
    void minutesThatAllDiffer() {
        assertThat(longest(
                        100_000,
                        i -> new AggregateUpdate.Delta(
                                -i * 1_000_003L, new Measurement.Elapsed(DurationKind.DWELL, i, true), -1)))
                .isBetween(100_000, LIMIT);
    }

    @Test
    void commoditiesAndConsigneesOfTheLongestNames() {
        assertThat(longest(
                        12,
                        i -> new AggregateUpdate.Delta(
                                7, new Measurement.Trip(TravelDirection.RETURN, 1, 1, 1, 1, commodities(i)), 1)))
                .isBetween(1_000_000, LIMIT);
    }

    private static List<Commodity> commodities(int trip) {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String name = LONGEST + (1_000 + i) + (char) ('a' + trip);
            commodities.add(new Commodity(name, name, 1_000_000_000));
        }
        return commodities;
    }

    @Test
    void trainsThatWaitWithTheLongestIds() {
        assertThat(longest(
                        10_000,
                        i -> new AggregateUpdate.WaitingTrainChanged(
                                LONGEST + (1_000 + i), new WaitingTrain(1_000_000_000_000L + i, true, true))))
                .isBetween(500_000, LIMIT);
    }

    /** The length in bytes of the longest forwarded record. */
    private int longest(int changes, IntFunction<AggregateUpdate.Uncombined> change) {
        context.setCurrentSystemTimeMs(0);
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine = start();
        for (int i = 0; i < changes; i++) {
            combine.process(new Record<>("NETWORK/ALL", change.apply(i), 0));
        }
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        return context.forwarded().stream()
                .mapToInt(
                        forward -> AggregateUpdateSerde.toBytes(forward.record().value()).length)
                .max()
                .orElseThrow();
    }

    private Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> start() {
        ProcessorSupplier<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> supplier =
                CombineProcessor.of(
                        new CombinePlan(Duration.ofMillis(50), Duration.ZERO),
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("shared"), Serdes.String(), Serdes.ByteArray()),
                        new EarlyCommitScheduler(true, Duration.ZERO, System::nanoTime));
        for (StoreBuilder<?> declared : supplier.stores()) {
            // The commit hook does not call for a flush, as between two commits.
            StateStore store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(declared.name()), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        Processor<String, AggregateUpdate.Uncombined, String, AggregateUpdate.Combined> combine = supplier.get();
        combine.init(context);
        return combine;
    }
}
