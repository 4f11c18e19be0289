package dev.goldencorridor.cli.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectLedger;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A replay that is killed at any of its calls, and repeated, publishes each record once. */
class ReplayKillTest {
    private static final int KILLS = 1_000;
    private static final int REJECTS = 30;

    private final SampleRejects rejects = new SampleRejects();
    private final WireSerializer<RejectOutcome> outcomeEncoder =
            new WireSerializer<>(rejects.registry, RejectOutcome.getClassSchema());
    private final WireDeserializer<RejectOutcome> outcomeDecoder =
            new WireDeserializer<>(rejects.schemas, RejectOutcome.getClassSchema());
    private final Random random = new Random(28);
    private final Map<String, ConsumerRecord<byte[], byte[]>> stored = new HashMap<>();
    /** What consumers of committed records see. */
    private final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();

    private static final class KilledError extends Error {}

    @Test
    void aThousandKillsPublishEachRecordOnce() {
        for (int number = 0; number < REJECTS; number++) {
            String run = SampleRejects.departure(number).getTrainRunId();
            byte[] value = rejects.encoder.serialize("", SampleRejects.departure(number));
            stored.put("0/" + number, SampleRejects.record(number, SampleRejects.utf8(run), value));
        }
        int kills = 0;
        int worlds = 0;
        while (kills < KILLS) {
            committed.clear();
            boolean isDone = false;
            while (!isDone) {
                isDone = runUntilKilled();
                kills += isDone ? 0 : 1;
            }
            worlds++;
            assertEachRecordIsThereOnceWithItsOutcome();
        }
        assertThat(worlds).isGreaterThan(10);
    }

    /** A new process: what it knows comes from committed records alone. Returns false if it was killed. */
    private boolean runUntilKilled() {
        MockProducer<byte[], byte[]> broker = new MockProducer<>(
                true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
        broker.initTransactions();
        RejectLedger ledger = ledger();
        List<RejectEntry> open =
                ledger.entries().stream().filter(RejectEntry::isOpen).toList();
        RepairLog log = new RepairLog(
                killable(broker, random.nextInt(60)),
                outcomeEncoder,
                InstantSource.fixed(SampleRejects.NOW),
                "test",
                "");
        Replay replay = new Replay(
                rejects.plan(Optional.empty()),
                this::read,
                Optional.of(log),
                new Pace(1 + random.nextInt(200), () -> 0, nanos -> {
                    throw new KilledError();
                }),
                repair -> {});
        try {
            replay.run(open);
            return true;
        } catch (KilledError e) {
            return false;
        } finally {
            committed.addAll(broker.history());
        }
    }

    private RejectLedger ledger() {
        RejectLedger ledger = new RejectLedger(REJECTS);
        for (int number = 0; number < REJECTS; number++) {
            ledger.add(SampleRejects.entry(number, RejectReason.TOO_FAR_AHEAD).reject());
        }
        for (ProducerRecord<byte[], byte[]> record : committed) {
            if (record.topic().equals(TopicCatalogue.REJECT_OUTCOMES)) {
                ledger.decide(
                        new String(record.key(), StandardCharsets.UTF_8),
                        outcomeDecoder.deserialize(record.topic(), record.value()));
            }
        }
        return ledger;
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> read(Collection<RejectEntry> entries) {
        Map<String, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        entries.forEach(entry ->
                found.put(entry.reject().place(), stored.get(entry.reject().place())));
        return found;
    }

    /** Dies at the given call: before it, or after it was carried out. */
    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> killable(MockProducer<byte[], byte[]> broker, int calls) {
        int[] left = {calls};
        boolean isCarriedOut = random.nextBoolean();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean dies = left[0]-- == 0;
                    if (dies && !isCarriedOut) {
                        throw new KilledError();
                    }
                    try {
                        Object result = method.invoke(broker, arguments);
                        if (dies) {
                            throw new KilledError();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void assertEachRecordIsThereOnceWithItsOutcome() {
        List<String> published = new ArrayList<>();
        List<String> decided = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : committed) {
            (record.topic().equals(SampleRejects.TOPIC) ? published : decided)
                    .add(new String(record.key(), StandardCharsets.UTF_8));
        }
        List<String> runs = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int number = 0; number < REJECTS; number++) {
            runs.add(SampleRejects.departure(number).getTrainRunId());
            keys.add(SampleRejects.TOPIC + "/0/" + number);
        }
        assertThat(published).isEqualTo(runs);
        assertThat(decided).isEqualTo(keys);
    }
}
