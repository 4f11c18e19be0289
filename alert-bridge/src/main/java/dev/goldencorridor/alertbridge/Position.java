package dev.goldencorridor.alertbridge;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The position of a record in its topic. It never changes, so it identifies the record. */
record Position(TopicPartition partition, long offset) {
    static Position of(ConsumerRecord<?, ?> received) {
        return new Position(new TopicPartition(received.topic(), received.partition()), received.offset());
    }

    @Override
    public String toString() {
        return partition.topic() + "/" + partition.partition() + "/" + offset;
    }
}
