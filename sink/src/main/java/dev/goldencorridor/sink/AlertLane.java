package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A lane that delivers every record in order, each to the topic of the publisher that reports the facility and, where
 * the alert is critical, to that of the critical alerts as well.
 *
 * <p>Records wait as they came: what they say is read when their turn comes, so that taking in a storm costs nothing.
 */
final class AlertLane extends Lane {
    private static final String CRITICAL = "CRITICAL";

    private final AlertDeliveryRoute outlet;
    private final Queue<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();

    AlertLane(AlertDeliveryRoute outlet) {
        this.outlet = outlet;
    }

    @Override
    void takeIn(ConsumerRecord<byte[], byte[]> received) {
        queue.add(received);
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> due(long now, int most) {
        List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>();
        for (int taken = 0; taken < most && !queue.isEmpty(); taken++) {
            deliver(queue.remove(), now, outgoing);
        }
        outgoing.addAll(rejected());
        return outgoing;
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        return due(now, Integer.MAX_VALUE);
    }

    /** What is left of a queue is due at once. */
    @Override
    OptionalLong nextDue() {
        return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(0);
    }

    @Override
    OptionalLong lowestPending() {
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.element().offset());
    }

    @Override
    boolean isQueueing() {
        return !queue.isEmpty();
    }

    private void deliver(
            ConsumerRecord<byte[], byte[]> received, long now, List<ProducerRecord<byte[], byte[]>> outgoing) {
        Optional<AlertKey> key = received.key() == null ? Optional.empty() : AlertKey.of(received.key());
        if (key.isEmpty()) {
            reject(received, "KEY_NOT_ALERT", "the key is not facility|trainRunId|type, so nobody can be told", "");
            return;
        }
        Optional<DelayAlert> alert = Optional.empty();
        if (received.value() != null) {
            alert = read(received, outlet.deserializer());
            if (alert.isEmpty()) {
                return;
            }
        }
        byte[] value =
                alert.map(present -> outlet.format().value(received, present)).orElse(null);
        if (!fits(received, value)) {
            return;
        }
        for (String topic : topics(received, key.get(), alert, now)) {
            ProducerRecord<byte[], byte[]> told =
                    new ProducerRecord<>(topic, received.partition(), now, received.key(), value);
            alert.ifPresent(present -> outlet.format().describe(received, present, told.headers()));
            outgoing.add(told);
        }
    }

    /** Where the alert goes. That its publisher has no topic does not keep it from those who watch for critical ones. */
    private List<String> topics(
            ConsumerRecord<byte[], byte[]> received, AlertKey key, Optional<DelayAlert> alert, long now) {
        List<String> topics = new ArrayList<>();
        AlertAddress address = outlet.addresses().of(key.facility(), received.partition(), now);
        if (address.topic().isPresent()) {
            topics.add(address.topic().get());
        } else {
            keep(new RejectedRecord(received, address.reason(), address.message(), ""));
        }
        // A tombstone does not say how severe the alert was.
        if (alert.isEmpty() || alert.get().getSeverity().equals(CRITICAL)) {
            topics.add(TopicCatalogue.CRITICAL_DELAYS);
        }
        return topics;
    }
}
