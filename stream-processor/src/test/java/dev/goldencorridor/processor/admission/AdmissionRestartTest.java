package dev.goldencorridor.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.processor.SecondRegistryNode;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A record that a task has parked is tried again by the task's successor, with its grace. */
class AdmissionRestartTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final byte[] KEY = RUN.getBytes(StandardCharsets.UTF_8);
    private static final long RECEIVED = Instant.parse("2026-10-31T10:00:00Z").toEpochMilli();
    private static final TrainMovement MOVEMENT = TrainMovement.newBuilder(
                    Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z"))
            .setPublisher("xian")
            .build();

    private final SecondRegistryNode node = new SecondRegistryNode();
    private final Registry registry = new Registry(node, Duration.ofSeconds(1));
    private final WireSerializer<TrainMovement> encoder =
            new WireSerializer<>(registry, TrainMovement.getClassSchema());
    private final List<StateStore> stores = new ArrayList<>();
    private ProcessorSupplier<byte[], byte[], byte[], AdmissionResult> supplier;
    private MockProcessorContext<byte[], AdmissionResult> context;
    private long now = RECEIVED;

    @Test
    void theSuccessorAdmitsAParkedRecordAsIfItWereNew() {
        node.lagsBehind(registry.idOf(ContractSubjects.TRAIN_MOVEMENT));
        start().process(received());
        assertThat(context.forwarded()).isEmpty();

        now += 5_000;
        start();
        tick();
        assertThat(context.forwarded()).isEmpty();
        node.catchesUp();
        now += 1_000;
        tick();
        assertThat(context.forwarded()).hasSize(1);
        Record<? extends byte[], ? extends AdmissionResult> admitted =
                context.forwarded().get(0).record();
        assertThat(context.forwarded().get(0).childName()).contains(AdmissionProcessor.ACCEPTED);
        assertThat(admitted.timestamp()).isEqualTo(RECEIVED);
        assertThat(header(admitted, "offset")).isEqualTo("42");
        assertThat(((AdmissionResult.Accepted) admitted.value()).movement().getPublisher())
                .isEqualTo("khorgos");
        start();
        tick();
        assertThat(context.forwarded()).as("once").isEmpty();
    }

    @Test
    void afterARestartTheRegistryIsAskedAgainBeforeARecordIsRejected() {
        node.lagsBehind(registry.idOf(ContractSubjects.TRAIN_MOVEMENT));
        start().process(received());
        now += 3_600_000;
        start();
        tick();
        assertThat(context.forwarded()).isEmpty();
        now += 29_000;
        tick();
        assertThat(context.forwarded()).isEmpty();
        now += 2_000;
        tick();
        assertThat(context.forwarded()).hasSize(1);
        Record<? extends byte[], ? extends AdmissionResult> rejected =
                context.forwarded().get(0).record();
        assertThat(rejected.value()).isInstanceOf(AdmissionResult.Rejected.class);
        assertThat(header(rejected, "topic")).isEqualTo("movements.khorgos");
        assertThat(header(rejected, "offset")).isEqualTo("42");
    }

    @Test
    void anAdmittedRecordKeepsNoneOfItsPublishersHeaders() {
        Record<byte[], byte[]> record = received();
        record.headers().add("corridor.reject.topic", "another".getBytes(StandardCharsets.UTF_8));
        record.headers().add("zeros", new byte[1_000]);
        start().process(record);
        assertThat(context.forwarded().get(0).record().headers()).isEmpty();
    }

    private Record<byte[], byte[]> received() {
        return new Record<>(KEY, encoder.serialize("", MOVEMENT), RECEIVED);
    }

    /** Starts a new process with the same stores and without cached schemas. */
    private Processor<byte[], byte[], byte[], AdmissionResult> start() {
        supplier = AdmissionProcessor.of(
                new AdmissionProcessor.Parameters(
                        new PublisherSchemas(registry, () -> now * 1_000_000),
                        encoder,
                        PublisherCatalogue.builtIn(),
                        1,
                        Duration.ofSeconds(30),
                        ProcessorMetrics.unserved()),
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("shared"), Serdes.String(), Serdes.ByteArray()));
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(now);
        context.setRecordMetadata("movements.khorgos", 0, 42);
        stores.removeIf(store -> store.name().equals(AdmissionProcessor.BEFORE_COMMIT_STORE));
        for (StoreBuilder<?> declared : supplier.stores()) {
            if (stores.stream().noneMatch(store -> store.name().equals(declared.name()))) {
                // Without a cache, each change causes the signal to flush.
                StateStore store =
                        declared.withCachingDisabled().withLoggingDisabled().build();
                store.init(context.getStateStoreContext(), store);
                stores.add(store);
            }
        }
        stores.forEach(context::addStateStore);
        Processor<byte[], byte[], byte[], AdmissionResult> admit = supplier.get();
        admit.init(context);
        return admit;
    }

    private void tick() {
        context.resetForwards();
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(now);
    }

    private static String header(Record<?, ?> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
