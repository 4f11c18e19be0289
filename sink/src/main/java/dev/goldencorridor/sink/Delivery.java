package dev.goldencorridor.sink;

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
 * Delivers in transactions: values and the offsets they came from become visible together or not at all.
 *
 * <p>After a failure no transaction is open: it has been aborted or, where the producer can no longer do that, left to
 * a new producer, whose start ends whatever the old one had begun.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    /** @param producers makes a transactional producer, always with the same transactional id */
    Delivery(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Makes ready for the next transaction; the transactions of a predecessor with the same id are over afterwards. */
    void open() {
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
     * One transaction. When it returns, all of it can be read downstream.
     *
     * <p>Records always go with offsets, moved or not. The group's coordinator then refuses the transaction of an instance
     * that has lost its partitions without knowing it, before it overwrites what the next owner has written.
     *
     * @param offsets of the partitions that the records came from; other partitions may be among them
     * @throws CommitFailedException if the group has another owner for the partitions
     */
    void deliver(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        if (!records.isEmpty() && offsets.isEmpty()) {
            throw new IllegalArgumentException("records without offsets could not be fenced");
        }
        if (group.generationId() < 0) {
            // Offsets without a generation are not checked by the coordinator.
            throw new CommitFailedException("this instance is no member of the group " + group.groupId() + " now");
        }
        open();
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // A failed send makes the commit fail: there is nothing to ask its future.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_WITHIN);
            producer = null;
        }
    }

    private void abandon() {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            LOG.warn("The transaction cannot be aborted by this producer; a new one takes over: {}", e.toString());
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
