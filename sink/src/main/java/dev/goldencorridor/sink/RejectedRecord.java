package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that can never be delivered. Its bytes go unchanged to the topic of rejects, for investigation.
 *
 * @param received the record as received
 * @param reason the name of the fault
 * @param message describes the fault to a person
 * @param exception the exception that revealed the fault; null if there was none
 */
record RejectedRecord(ConsumerRecord<byte[], byte[]> received, String reason, String message, Throwable exception) {

    /** The record for the topic of rejects, on the partition with the same number. */
    ProducerRecord<byte[], byte[]> toProducerRecord() {
        ProducerRecord<byte[], byte[]> rejected =
                new ProducerRecord<>(TopicCatalogue.REJECTED, received.partition(), received.key(), received.value());
        RejectHeaders.putOrigin(rejected.headers(), received.topic(), received.partition(), received.offset());
        RejectHeaders.putReason(rejected.headers(), reason, message, received.timestamp(), exception);
        return rejected;
    }
}
