package dev.goldencorridor.cli;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that a reset rewrites. It holds all keys of the partition in memory, so a reset processes one at a
 * time.
 */
interface ResetPartition {
    TopicPartition partition();

    /** Adds the next record of the partition; the last record of a key counts. */
    void take(ConsumerRecord<byte[], byte[]> record);

    ResetLosses losses();

    /**
     * Passes each record to write to the consumer. Writing the records twice has the same effect as writing them
     * once.
     */
    void forEachChange(Change change);

    /** One record to write. */
    interface Change {
        /** A null value deletes the key. */
        void write(byte[] key, byte[] value);
    }
}
