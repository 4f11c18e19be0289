package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Publishes repaired records and writes the outcomes, each batch in one transaction. So a record is in its input topic
 * if and only if its outcome is written. A kill at any moment leaves both or neither.
 */
final class RepairLog {
    private final Producer<byte[], byte[]> producer;
    private final Serializer<RejectOutcome> encoder;
    private final InstantSource clock;
    private final String by;
    private final String because;

    /**
     * @param producer has begun its transactions, so no transaction of a killed command is open
     * @param by who decides
     * @param because why; may be empty
     */
    RepairLog(
            Producer<byte[], byte[]> producer,
            Serializer<RejectOutcome> encoder,
            InstantSource clock,
            String by,
            String because) {
        this.producer = producer;
        this.encoder = encoder;
        this.clock = clock;
        this.by = by;
        this.because = because;
    }

    /** Publishes the records to their original topics. */
    void replay(List<Repair.Publishable> batch) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Repair.Publishable repair : batch) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(repair.entry().reject().id().topic(), repair.key(), repair.value());
            TraceParent.addTo(record.headers(), repair.traceParent());
            sent.add(producer.send(record));
        }
        producer.flush();
        for (int i = 0; i < batch.size(); i++) {
            RecordMetadata published = published(sent.get(i));
            send(
                    batch.get(i).entry().reject(),
                    outcome(batch.get(i).entry(), RejectState.REPLAYED)
                            .setPatch(batch.get(i).patch())
                            .setReplayPartition(published.partition())
                            .setReplayOffset(published.offset()));
        }
        producer.commitTransaction();
    }

    /** Writes that the rejects need no repair. */
    void discard(List<RejectEntry> batch) {
        producer.beginTransaction();
        batch.forEach(entry -> send(entry.reject(), outcome(entry, RejectState.DISCARDED)));
        producer.commitTransaction();
    }

    private RejectOutcome.Builder outcome(RejectEntry entry, RejectState state) {
        Reject reject = entry.reject();
        return RejectOutcome.newBuilder()
                .setTopic(reject.id().topic())
                .setPartition(reject.id().partition())
                .setOffset(reject.id().offset())
                .setReason(reject.reason())
                .setOutcome(state.name())
                .setDecidedAt(clock.instant())
                .setBy(by)
                .setBecause(because);
    }

    private void send(Reject reject, RejectOutcome.Builder outcome) {
        var unused = producer.send(new ProducerRecord<>(
                TopicCatalogue.REJECT_OUTCOMES,
                reject.id().key().getBytes(StandardCharsets.UTF_8),
                encoder.serialize(TopicCatalogue.REJECT_OUTCOMES, outcome.build())));
    }

    private static RecordMetadata published(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "a record could not be published: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
