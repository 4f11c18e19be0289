package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An aggregate that cannot be delivered, now or ever: kept as it was received, so that it can be looked into.
 *
 * @param received what was received
 * @param reason a name for the fault
 * @param message what is wrong, for a reader
 * @param exception name of the class of the exception that told, or the empty string if none did
 */
record Rejection(ConsumerRecord<byte[], byte[]> received, String reason, String message, String exception) {

    /** The record that keeps it, on the partition of the same number. */
    ProducerRecord<byte[], byte[]> kept() {
        ProducerRecord<byte[], byte[]> kept =
                new ProducerRecord<>(TopicCatalogue.REJECTED, received.partition(), received.key(), received.value());
        Headers headers = kept.headers();
        add(headers, "corridor.reject.reason", reason);
        add(headers, "corridor.reject.message", message);
        add(headers, "corridor.reject.topic", received.topic());
        add(headers, "corridor.reject.partition", Integer.toString(received.partition()));
        add(headers, "corridor.reject.offset", Long.toString(received.offset()));
        add(headers, "corridor.reject.exception", exception);
        return kept;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
