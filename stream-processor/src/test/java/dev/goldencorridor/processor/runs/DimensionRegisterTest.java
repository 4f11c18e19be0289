package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DimensionRegisterTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long AT = Instant.parse("2026-10-31T12:00:00Z").toEpochMilli();

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("journeys"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private DimensionRegister register;

    @BeforeEach
    void start() {
        store.init(context.getStateStoreContext(), store);
        context.setCurrentSystemTimeMs(AT);
        register = registerOf(3, 5);
    }

    @Test
    void aPublisherAtItsLimitTakesNothingFromAnotherAndKeepsWhatItHas() {
        for (int i = 0; i < 10; i++) {
            assertThat(register.admits("HUB/stanox:" + i, "gb-trust", AT)).isEqualTo(i < 3);
        }
        assertThat(register.admits("HUB/esr:1", "ktz", AT)).isTrue();
        assertThat(register.admits("HUB/stanox:2", "gb-trust", AT)).isTrue();
        assertThat(register.admits("HUB/stanox:2", "ktz", AT)).isTrue();
        assertThat(register.admits("HUB/esr:2", "ktz", AT)).isTrue();
        // The task has reached its limit of five.
        assertThat(register.admits("HUB/esr:3", "ktz", AT)).isFalse();
    }

    @Test
    void aRestartRemovesNothingAndALowerLimitDoesNotEither() {
        register.admits("HUB/esr:1", "ktz", AT);
        register.admits("HUB/esr:2", "", AT);
        register = registerOf(1, 2);
        assertThat(register.admits("HUB/esr:1", "another", AT)).isTrue();
        assertThat(register.admits("HUB/esr:2", "another", AT)).isTrue();
        assertThat(register.admits("HUB/esr:3", "another", AT)).isFalse();
        register = registerOf(1, 3);
        assertThat(register.admits("HUB/esr:3", "ktz", AT)).isFalse();
        assertThat(register.admits("HUB/esr:3", "another", AT)).isTrue();
    }

    @Test
    void aDimensionIsRemovedWithItsLastEventAndAnotherTakesItsPlace() {
        register = registerOf(1, 5);
        register.admits("HUB/esr:1", "ktz", AT);
        register.admits("HUB/stanox:1", "gb-trust", AT);
        register.admits("HUB/esr:1", "ktz", AT + 100 * DAY);
        register = registerOf(1, 5);
        assertThat(register.expire(AT)).isZero();
        assertThat(register.expire(AT + 40 * DAY)).isEqualTo(1);
        assertThat(register.admits("HUB/stanox:2", "gb-trust", AT)).isTrue();
        assertThat(register.admits("HUB/esr:2", "ktz", AT)).isFalse();
        // An event of day 100 is still within the retention on day 100.
        assertThat(register.expire(AT + 100 * DAY)).isEqualTo(1);
        assertThat(register.admits("HUB/esr:1", "ktz", AT)).isTrue();
        assertThat(register.expire(AT + 140 * DAY)).isEqualTo(1);
        assertThat(stored()).isZero();
    }

    @Test
    void aDimensionInUseIsWrittenOnceAMonthRatherThanWithEachEvent() {
        register.admits("HUB/esr:1", "ktz", AT);
        store.delete("dHUB/esr:1");
        register.admits("HUB/esr:1", "ktz", AT + 30 * DAY);
        register.admits("HUB/esr:1", "ktz", AT - 300 * DAY);
        assertThat(stored()).isZero();
        register.admits("HUB/esr:1", "ktz", AT + 31 * DAY);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void refusalsAreCounted() {
        for (int i = 0; i < 10; i++) {
            register.admits("HUB/stanox:" + i, "gb-trust", AT);
        }
        assertThat(context.metrics().metrics().entrySet())
                .filteredOn(metric -> metric.getKey().name().equals("dimension-refused-total"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.getValue().metricValue()).isEqualTo(7.0));
    }

    private DimensionRegister registerOf(int perPublisher, int inTotal) {
        CommitHook commitHook = new CommitHook("signal");
        Processor<Object, Object, Object, Object> nothing = new Processor<>() {
            @Override
            public void process(Record<Object, Object> record) {
                // The test needs only its stores.
            }
        };
        Set<StoreBuilder<?>> stores = commitHook
                .supplier(() -> nothing, RunProcessor.runRecords().store())
                .stores();
        stores.stream().filter(one -> one.name().equals("signal")).forEach(one -> {
            // Without a cache, each change causes the signal to flush.
            var signal = one.withCachingDisabled().build();
            signal.init(context.getStateStoreContext(), signal);
            context.addStateStore(signal);
        });
        CommitHook.Registration registration = commitHook.register(context);
        return new DimensionRegister(
                context,
                new RunProcessor.DimensionLimits(perPublisher, inTotal),
                new StagedStore(store, registration).section('d'),
                ProcessorMetrics.unserved());
    }

    private int stored() {
        int size = 0;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                all.next();
                size++;
            }
        }
        return size;
    }
}
