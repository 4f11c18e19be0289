package dev.goldencorridor.quickstart;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A partition that a reset rewrites. It holds the partition's keys in memory, so a reset has one of them at a time. */
interface ResetPartition {
    TopicPartition partition();

    /** Takes the partition's next record; the last one of a key counts. */
    void take(ConsumerRecord<byte[], byte[]> record);

    ResetLosses losses();

    /** Passes on what the reset writes to the partition. To write it twice is to write it once. */
    void forEachChange(Change change);

    /** One record to write. */
    interface Change {
        /** A null value deletes the key. */
        void write(byte[] key, byte[] value);
    }
}
