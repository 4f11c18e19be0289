package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulationPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline, from the publishing library to the downstream topics, on a real broker with real kills. */
class FinalAnswersIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(8);

    /** Of the processor's members in their group. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    @TempDir
    private Path directory;

    @Test
    void killingProcessorAndSinkInTheMiddleOfARunChangesNoFinalAnswer() throws Exception {
        List<TrainMovement> events = simulated();
        int third = events.size() / 3;
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of())) {
            Process processor = corridor.startProcessor("processor.instance=one");
            Process sink = corridor.startSink();

            events.subList(0, third).forEach(corridor::publish);
            corridor.flush();
            awaitMoreThan(corridor, 0);
            events.subList(third, 2 * third).forEach(corridor::publish);
            ApplicationProcess.kill(processor);
            Instant killedAt = Instant.now();
            long before = delivered(corridor);
            // Nobody would read a result for ten minutes if the start did not end this transaction.
            leaveTransactionOpen(corridor, "corridor-processor.-killed-1", AggregateRoute.TRIPS.aggregate());
            corridor.runProcessor("processor.instance=one");
            corridor.flush();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.processorLog())
                    .contains("Ending the open transactions of instances that left"));
            // On a busy machine, the session of the killed process may be over before the new one looks.
            boolean isSessionOver = Duration.between(killedAt, Instant.now()).compareTo(SESSION) > 0;
            if (!isSessionOver) {
                assertThat(corridor.processorLog()).contains("removing [one-");
            }
            awaitMoreThan(corridor, before);

            events.subList(2 * third, events.size()).forEach(corridor::publish);
            ApplicationProcess.kill(sink);
            corridor.runSink();
            corridor.flush();

            agree(corridor, new Recount(events));
            new PublishedRuns(corridor, events).check();
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
            noValueIsDeliveredTwice(corridor);
        }
    }

    @Test
    void aSecondInstanceTakesOverFromOneThatIsKilledAndChangesNoFinalAnswer() throws Exception {
        List<TrainMovement> events = simulated();
        int half = events.size() / 2;
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of())) {
            Process first = corridor.startProcessor();
            corridor.runSink();
            events.subList(0, half).forEach(corridor::publish);
            corridor.flush();
            awaitMoreThan(corridor, 0);
            corridor.runProcessor("processor.state.dir=" + directory.resolve("second"));
            // Both instances have tasks: the second has active tasks or standby replicas.
            await().atMost(LIMIT).until(() -> corridor.members("corridor-processor.") == 2);
            events.subList(half, events.size()).forEach(corridor::publish);
            ApplicationProcess.kill(first);
            corridor.flush();

            agree(corridor, new Recount(events));
            new PublishedRuns(corridor, events).check();
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
            noValueIsDeliveredTwice(corridor);
        }
    }

    /** Writes to a topic as a process that is killed then. Its transaction stays open for ten minutes. */
    private static void leaveTransactionOpen(KillableCorridor corridor, String transactionalId, String topic)
            throws Exception {
        KafkaProducer<byte[], byte[]> killed = new KafkaProducer<>(
                corridor.client(Map.of("transactional.id", transactionalId, "transaction.timeout.ms", 600_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        killed.initTransactions();
        killed.beginTransaction();
        killed.send(new ProducerRecord<>(topic, new byte[1], new byte[0])).get();
        // At once, so that the transaction is not aborted.
        killed.close(Duration.ZERO);
    }

    /** Three days of the simulated corridor, with duplicates and retractions, shuffled within three hours. */
    private static List<TrainMovement> simulated() {
        Random random = new Random(7);
        Map<TrainMovement, Instant> sentAt = new HashMap<>();
        List<TrainMovement> events = new ArrayList<>();
        new CorridorSimulation(new SimulationPlan(7, Instant.parse("2026-10-01T00:00:00Z"), 3, 1.0))
                .stream().forEach(report -> {
                    events.add(report.movement());
                    sentAt.put(report.movement(), report.reportedAt().plusSeconds(random.nextInt(3 * 3600)));
                });
        events.sort(Comparator.comparing(sentAt::get));
        assertThat(events).hasSizeGreaterThan(500);
        return events;
    }

    private static void agree(KillableCorridor corridor, Recount truth) {
        long[] before = {-1};
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            long now = delivered(corridor);
            boolean flows = now != before[0];
            before[0] = now;
            // A recount while values still arrive would only take time from them.
            assertThat(flows).as("values still arrive").isFalse();
            Map<AggregateRoute, Map<String, SpecificRecord>> published = new HashMap<>();
            AggregateRoute.all().forEach(route -> published.put(route, corridor.downstream(route)));
            new Agreement(truth, published::get).check();
        });
    }

    /**
     * A revision marks a change of content: it is never delivered twice, and never decreases. Only an hour whose events
     * were all retracted is deleted, and begins anew. All other keys stay for weeks and show zeros.
     */
    private static void noValueIsDeliveredTwice(KillableCorridor corridor) {
        Map<String, Long> revisions = new HashMap<>();
        WireDeserializer<TripCounts> decoder = new WireDeserializer<>(corridor.registry(), TripCounts.getClassSchema());
        corridor.read(AggregateRoute.TRIPS.downstream()).forEach(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                assertThat(key).as("a deleted key").contains("/HOUR:");
                assertThat(revisions.remove(key))
                        .as("the value that was deleted")
                        .isNotNull();
                return;
            }
            long revision = decoder.deserialize("", record.value()).getRevision();
            Long before = revisions.put(key, revision);
            assertThat(before == null || revision > before).isTrue();
        });
        assertThat(revisions).isNotEmpty();
    }

    private static void awaitMoreThan(KillableCorridor corridor, long count) {
        await().atMost(LIMIT).until(() -> delivered(corridor) > count);
    }

    private static long delivered(KillableCorridor corridor) {
        return corridor.read(AggregateRoute.TRIPS.downstream()).size();
    }
}
