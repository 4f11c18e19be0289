package dev.goldencorridor.processor.combining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.rolling.Calendar;
import dev.goldencorridor.processor.rolling.Measure;
import dev.goldencorridor.processor.rolling.Pane;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What was taken in and not yet passed on when a task ends is passed on by its successor. */
class CombineRestartTest {
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(Combine.PENDING_STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    private MockProcessorContext<String, Contribution> context;

    @Test
    void pendingSumsAndTheWatermarkSurviveARestart() {
        Processor<String, Contribution, String, Contribution> before = start();
        before.process(new Record<>("", new Contribution.Watermark(1_000), 0));
        before.process(new Record<>("HUB/CNXAG", dwell(1), 0));
        before.process(new Record<>("HUB/CNXAG", dwell(2), 0));
        assertThat(context.forwarded()).isEmpty();

        start();
        assertThat(passedOn()).hasSize(3);
        assertThat(passedOn().get(2)).isEqualTo(new Contribution.Watermark(1_000));
        Contribution.DayChange day = (Contribution.DayChange) passedOn().get(0);
        assertThat(day.day()).isZero();
        Contribution.PaneChange sum = (Contribution.PaneChange) passedOn().get(1);
        assertThat(sum.minute()).isEqualTo(7);
        Pane both = Pane.ofDuration(Measure.DWELL, 1, false).add(Pane.ofDuration(Measure.DWELL, 2, false), 1);
        assertThat(sum.change().add(both, -1).isZero()).isTrue();
        assertThat(day.change().add(both, -1).isZero()).isTrue();
    }

    private static Contribution dwell(long millis) {
        return new Contribution.PaneChange(7, Pane.ofDuration(Measure.DWELL, millis, false));
    }

    private Processor<String, Contribution, String, Contribution> start() {
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(0);
        if (!store.isOpen()) {
            store.init(context.getStateStoreContext(), store);
        }
        context.addStateStore(store);
        Processor<String, Contribution, String, Contribution> combine =
                Combine.every(Duration.ofMillis(50), Calendar.RAILWAY).get();
        combine.init(context);
        return combine;
    }

    private List<Contribution> passedOn() {
        if (context.forwarded().isEmpty()) {
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        }
        return context.forwarded().stream()
                .<Contribution>map(forward -> forward.record().value())
                .toList();
    }
}
