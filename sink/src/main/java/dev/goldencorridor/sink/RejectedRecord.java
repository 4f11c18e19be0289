package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that cannot be delivered, now or ever: kept as it was received, so that it can be looked into.
 *
 * @param received what was received
 * @param reason a name for the fault
 * @param message what is wrong, for a reader
 * @param exception name of the class of the exception that told, or the empty string if none did
 */
record RejectedRecord(ConsumerRecord<byte[], byte[]> received, String reason, String message, String exception) {

    /** The record that keeps it, on the partition of the same number. */
    ProducerRecord<byte[], byte[]> kept() {
        ProducerRecord<byte[], byte[]> kept =
                new ProducerRecord<>(TopicCatalogue.REJECTED, received.partition(), received.key(), received.value());
        RejectHeaders.putReason(kept.headers(), reason, message, exception);
        RejectHeaders.putOrigin(kept.headers(), received.topic(), received.partition(), received.offset());
        return kept;
    }
}
