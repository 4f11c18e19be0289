package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.alerts.Severity;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * A lane that delivers every record in order, to the topic of the publisher that reports the facility. Critical alerts
 * go to the topic of critical alerts as well.
 *
 * <p>Records are decoded when they are delivered, not when they are queued, so that a storm of alerts is queued
 * cheaply.
 */
final class AlertLane extends Lane {

    private final AlertDeliveryRoute route;
    private final Queue<SourceRecord> queue = new ArrayDeque<>();

    AlertLane(Uuid topicId, AlertDeliveryRoute route) {
        super(topicId);
        this.route = route;
    }

    @Override
    void takeIn(SourceRecord source) {
        queue.add(source);
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> due(long now, int maxQueued) {
        List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>();
        for (int taken = 0; taken < maxQueued && !queue.isEmpty(); taken++) {
            deliver(queue.remove(), now, outgoing);
        }
        outgoing.addAll(rejected());
        return outgoing;
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        return due(now, Integer.MAX_VALUE);
    }

    /** A queued record is always due. */
    @Override
    OptionalLong nextDue() {
        return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(0);
    }

    @Override
    OptionalLong lowestPending() {
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.element().received().offset());
    }

    @Override
    boolean isQueueing() {
        return !queue.isEmpty();
    }

    @Override
    void keep() {}

    @Override
    void undo() {
        queue.clear();
    }

    private void deliver(SourceRecord source, long now, List<ProducerRecord<byte[], byte[]>> outgoing) {
        ConsumerRecord<byte[], byte[]> received = source.received();
        Optional<AlertKey> key = received.key() == null ? Optional.empty() : AlertKey.parse(received.key());
        if (key.isEmpty()) {
            reject(
                    received,
                    "KEY_NOT_ALERT",
                    "the key is not facility|trainRunId|type, so no topic can be chosen",
                    null);
            return;
        }
        Optional<DelayAlert> alert = Optional.empty();
        if (received.value() != null) {
            alert = read(received, route.deserializer());
            if (alert.isEmpty()) {
                return;
            }
        }
        byte[] value =
                alert.map(present -> route.format().value(received, present)).orElse(null);
        if (!fits(received, value)) {
            return;
        }
        for (String topic : destinations(received, key.get(), alert, now)) {
            ProducerRecord<byte[], byte[]> downstream =
                    new ProducerRecord<>(topic, received.partition(), now, received.key(), value);
            alert.ifPresent(present -> route.format().describe(source, present, downstream.headers()));
            copyCause(received, downstream);
            outgoing.add(downstream);
        }
    }

    /** The topics for the alert. A critical alert goes to the critical topic even if its publisher has no topic. */
    private List<String> destinations(
            ConsumerRecord<byte[], byte[]> received, AlertKey key, Optional<DelayAlert> alert, long now) {
        List<String> destinations = new ArrayList<>();
        AlertAddress address = route.routing().addressOf(key.facility(), received.partition(), now);
        if (address.topic().isPresent()) {
            destinations.add(address.topic().get());
        } else {
            rejectWithoutLog(new RejectedRecord(received, address.reason(), address.message(), null));
        }
        if (mayBeCritical(alert)) {
            destinations.add(TopicCatalogue.CRITICAL_DELAYS);
        }
        return destinations;
    }

    /** A tombstone has no severity, so it is delivered to the critical topic as well. */
    private static boolean mayBeCritical(Optional<DelayAlert> alert) {
        return alert.isEmpty() || alert.get().getSeverity().equals(Severity.CRITICAL.name());
    }
}
