package dev.goldencorridor.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers in transactions. Records become visible together with the committed source offsets, or not at all.
 *
 * <p>After a failure the transaction is aborted. If the producer can no longer abort it, a new producer is created. The
 * start of that producer ends the open transaction of the old one. For one thread.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;
    private boolean isDecided = true;

    /** @param producers creates a transactional producer, always with the same transactional id */
    public Delivery(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Creates a producer if there is none. This ends the open transactions of earlier producers with the same id. */
    public void open() {
        if (producer == null) {
            Producer<byte[], byte[]> opening = producers.get();
            try {
                opening.initTransactions();
                producer = opening;
            } finally {
                if (producer == null) {
                    opening.close(Duration.ZERO);
                }
            }
        }
    }

    /**
     * Delivers in one transaction. When this returns, all its records can be read.
     *
     * <p>A transaction with records always commits offsets, even if none has moved. The group coordinator can then
     * fence an instance that has lost its partitions unnoticed, before it overwrites records of the next owner.
     *
     * @param offsets of the source partitions of the records; may include other partitions
     * @throws CommitFailedException if the partitions belong to another instance
     */
    public void deliver(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        if (!records.isEmpty() && offsets.isEmpty()) {
            throw new IllegalArgumentException("records without offsets could not be fenced");
        }
        if (group.generationId() < 0) {
            // The coordinator does not check offsets without a generation.
            throw new CommitFailedException("this instance is no member of the group " + group.groupId() + " now");
        }
        open();
        isDecided = true;
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // A failed send fails the commit, so its future need not be checked.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
    }

    /**
     * Whether nothing of the last delivery is visible, if it failed. Otherwise its transaction may be committed or not,
     * and only its topics show which.
     */
    public boolean isDecided() {
        return isDecided;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            isDecided = false;
            LOG.warn("The transaction cannot be aborted by this producer; a new one takes over: {}", e.toString());
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
