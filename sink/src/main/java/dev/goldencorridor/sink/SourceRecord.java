package dev.goldencorridor.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * A record of an internal topic.
 *
 * @param received the record
 * @param topicId Kafka's id of the topic that the record was read from
 */
record SourceRecord(ConsumerRecord<byte[], byte[]> received, Uuid topicId) {
    /**
     * Identifies the record for ever: a second delivery has the same id. Offsets begin at 0 again when a topic is
     * created again, but the topic then has another id.
     */
    String eventId() {
        return topicId + "/" + received.partition() + "/" + received.offset();
    }
}
