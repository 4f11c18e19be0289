package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing commits here: records are written when they are evicted, or when the test flushes a step. */
class SharedRecordsTest {
    private static final int MANY = 10_000;

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> decoded = new ArrayList<>();
    private KeyValueStore<String, byte[]> store;
    private SharedRecords records;
    private Step runs;
    private Step alerts;

    /** One of the two steps that share the records. */
    private final class Step {
        private final CommitHook.Registration hook;
        private final RecordPart<String> part;

        Step(SharedRecords.Position position, int maxEntries) {
            hook = new CommitHook("signals-" + position).register(context);
            RecordPart.Format<String> format =
                    new RecordPart.Format<>(text -> text.getBytes(StandardCharsets.UTF_8), bytes -> {
                        String text = new String(bytes, StandardCharsets.UTF_8);
                        decoded.add(text);
                        return text;
                    });
            part = records.join(position, context, format, maxEntries, hook, () -> events.add("before, " + position));
        }

        String get(String key) {
            return part.entry(key).value();
        }

        void set(String key, String value) {
            part.entry(key).set(value);
        }
    }

    @BeforeEach
    void open() {
        InMemoryStores.open("signals-FIRST", context);
        InMemoryStores.open("signals-SECOND", context);
        store = InMemoryStores.open("records", context);
        KeyValueStore<String, byte[]> recording = recording(store);
        context.addStateStore(recording);
        records = new SharedRecords(InMemoryStores.builder("records"), 'i');
        start(MANY);
    }

    private void start(int maxEntries) {
        runs = new Step(SharedRecords.Position.FIRST, maxEntries);
        alerts = new Step(SharedRecords.Position.SECOND, maxEntries);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothPartsAreWrittenOnceByTheStepThatIsFlushedFirst(boolean areAlertsFirst) {
        runs.set("x", "visits");
        runs.set("x", "more visits");
        alerts.set("x", "alerts");
        (areAlertsFirst ? alerts : runs).hook.flush();
        assertThat(events).containsExactly("before, FIRST", "before, SECOND", "put ix");
        (areAlertsFirst ? runs : alerts).hook.flush();
        assertThat(events).hasSize(3);
        start(MANY);
        assertThat(runs.get("x")).isEqualTo("more visits");
        assertThat(alerts.get("x")).isEqualTo("alerts");
    }

    @Test
    void aStepDecodesItsOwnPartAlone() {
        runs.set("x", "visits");
        alerts.set("x", "alerts");
        alerts.hook.flush();
        start(MANY);
        decoded.clear();
        assertThat(alerts.get("x")).isEqualTo("alerts");
        alerts.set("x", "later alerts");
        alerts.hook.flush();
        assertThat(decoded).containsExactly("alerts");
        start(MANY);
        assertThat(runs.get("x")).isEqualTo("visits");
        assertThat(decoded).containsExactly("alerts", "visits");
    }

    @Test
    void aRecordOfTheFormerReleaseIsTheFirstPart() {
        store.put("ix", "visits".getBytes(StandardCharsets.UTF_8));
        assertThat(alerts.get("x")).isNull();
        assertThat(runs.get("x")).isEqualTo("visits");
        alerts.set("x", "alerts");
        runs.hook.flush();
        start(MANY);
        assertThat(runs.get("x")).isEqualTo("visits");
        assertThat(alerts.get("x")).isEqualTo("alerts");
    }

    @Test
    void aRecordWithTheFirstPartAloneIsStoredAsInTheFormerRelease() {
        runs.set("x", "visits");
        alerts.set("x", "alerts");
        runs.hook.flush();
        alerts.set("x", null);
        runs.hook.flush();
        assertThat(store.get("ix")).asString().isEqualTo("visits");
    }

    @Test
    void aPartIsStoredWithoutTheOther() {
        alerts.set("x", "alerts");
        alerts.hook.flush();
        start(MANY);
        assertThat(runs.get("x")).isNull();
        assertThat(alerts.get("x")).isEqualTo("alerts");
    }

    @Test
    void aRecordWithoutPartsIsDeletedIfItIsStored() {
        runs.set("x", "visits");
        alerts.set("x", "alerts");
        runs.hook.flush();
        runs.set("x", null);
        runs.hook.flush();
        assertThat(store.get("ix")).isNotNull();
        alerts.set("x", null);
        alerts.set("y", null);
        events.clear();
        runs.hook.flush();
        assertThat(events).containsOnlyOnce("put ix").doesNotContain("put iy");
        assertThat(store.get("ix")).isNull();
    }

    @Test
    void aChangedRecordIsWrittenBeforeItIsEvicted() {
        start(100);
        for (int i = 0; i < 1_000; i++) {
            runs.set("run" + i, "visits " + i);
            alerts.set("run" + i, "alerts " + i);
        }
        assertThat(decoded).isEmpty();
        assertThat(events.stream().filter(event -> event.startsWith("put"))).hasSize(1_000 - 50);
        for (int i = 0; i < 1_000; i++) {
            assertThat(runs.get("run" + i)).isEqualTo("visits " + i);
            assertThat(alerts.get("run" + i)).isEqualTo("alerts " + i);
        }
    }

    @Test
    void longRecordsAreEvictedLongBeforeTheyAreMany() {
        String mebibyte = "x".repeat(1 << 20);
        for (int i = 0; i < 100; i++) {
            runs.set("run" + i, mebibyte);
            alerts.set("run" + i, "alerts");
            alerts.hook.flush();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(runs.get("run" + i)).isEqualTo(mebibyte);
        }
        assertThat(decoded).hasSizeGreaterThan(80);
    }

    /** As when Kafka Streams revives a task: what was not written is gone. */
    @Test
    void stepsThatAreInitialisedAgainShareANewCache() {
        runs.set("x", "visits");
        runs.hook.flush();
        runs.set("x", "lost visits");
        alerts.set("x", "lost alerts");
        start(MANY);
        assertThat(runs.get("x")).isEqualTo("visits");
        assertThat(alerts.get("x")).isNull();
        alerts.set("x", "alerts");
        runs.hook.flush();
        assertThat(RecordParts.of(store.get("ix")).second()).asString().isEqualTo("alerts");
    }

    @Test
    void theStepsMayBeInitialisedInEitherOrder() {
        runs.hook.unregister();
        alerts.hook.unregister();
        alerts = new Step(SharedRecords.Position.SECOND, MANY);
        runs = new Step(SharedRecords.Position.FIRST, MANY);
        alerts.set("x", "alerts");
        runs.set("x", "visits");
        runs.hook.flush();
        assertThat(events).containsOnlyOnce("put ix");
    }

    @Test
    void aStepThatWasNotInitialisedAgainMustNotUseTheRecords() {
        runs = new Step(SharedRecords.Position.FIRST, MANY);
        assertThatIllegalStateException().isThrownBy(() -> alerts.get("x")).withMessageContaining("0_0");
    }

    /** Notes each entry that is put. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, byte[]> recording(KeyValueStore<String, byte[]> recorded) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putAll")) {
                        ((List<KeyValue<String, byte[]>>) arguments[0])
                                .forEach(entry -> events.add("put " + entry.key));
                    }
                    return method.invoke(recorded, arguments);
                });
    }
}
