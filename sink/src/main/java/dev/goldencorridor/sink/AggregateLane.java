package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;

/**
 * A lane that conflates. It delivers only the last change of a key within the interval, and skips what is already
 * downstream: a value with the same content, or the deletion of a key that does not exist. While one key waits, the
 * committed offset stays at its record. After a failure, later records that were delivered come again.
 */
final class AggregateLane extends Lane {
    private final AggregateDeliveryRoute route;
    private final Map<Bytes, Digest> delivered;
    /** By key that the open transaction changes: the content downstream before it. */
    private final Map<Bytes, Optional<Digest>> before = new HashMap<>();

    private final Conflation<Bytes, Change> conflation;
    private long skippedUnchanged;

    /**
     * @param topicId the id of the internal topic
     * @param delivered the content downstream by key; the lane updates it
     */
    AggregateLane(Uuid topicId, AggregateDeliveryRoute route, Map<Bytes, Digest> delivered) {
        super(topicId);
        this.route = route;
        this.delivered = delivered;
        this.conflation = new Conflation<>(route.interval());
    }

    @Override
    void takeIn(SourceRecord source) {
        ConsumerRecord<byte[], byte[]> received = source.received();
        if (received.key() == null) {
            reject(received, "NULL_KEY", "the key is null; an aggregate's key says what it counts", null);
        } else if (received.value() == null) {
            takeDeletion(source);
        } else {
            read(received, route.deserializer()).ifPresent(aggregate -> takeValue(source, aggregate));
        }
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> due(long now, int maxQueued) {
        return outgoing(conflation.due(now), now);
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        return outgoing(conflation.all(now), now);
    }

    @Override
    OptionalLong nextDue() {
        return conflation.nextDue();
    }

    @Override
    OptionalLong lowestPending() {
        return conflation.lowestPending();
    }

    @Override
    boolean isQueueing() {
        return false;
    }

    @Override
    void removed(Bytes key) {
        setDelivered(key, null);
    }

    @Override
    void keep() {
        before.clear();
    }

    @Override
    void undo() {
        conflation.clear();
        before.forEach((key, content) ->
                content.ifPresentOrElse(digest -> delivered.put(key, digest), () -> delivered.remove(key)));
        before.clear();
    }

    @Override
    long skippedUnchanged() {
        return skippedUnchanged;
    }

    private void takeDeletion(SourceRecord source) {
        Bytes key = Bytes.wrap(source.received().key());
        if (route.skipsUnchanged() && !delivered.containsKey(key)) {
            skip(key);
        } else {
            offer(key, Change.deletion(source));
        }
    }

    private void takeValue(SourceRecord source, SpecificRecord aggregate) {
        ConsumerRecord<byte[], byte[]> received = source.received();
        Bytes key = Bytes.wrap(received.key());
        if (!route.skipsUnchanged()) {
            offer(key, new Change(source, aggregate, null));
            return;
        }
        Digest content = Digest.of(AggregateJson.contentOf(aggregate));
        if (isAlreadyDelivered(key, content)) {
            skip(key);
        } else {
            offer(key, new Change(source, aggregate, content));
        }
    }

    /** If another change waits, it is obsolete: the key has returned to what is downstream. */
    private void skip(Bytes key) {
        countIfConflated(conflation.discard(key));
        route.notDelivered().unchanged().increment();
        skippedUnchanged++;
    }

    private void offer(Bytes key, Change change) {
        countIfConflated(conflation.offer(key, change, change.source.received().offset()));
    }

    private void countIfConflated(boolean isConflated) {
        if (isConflated) {
            route.notDelivered().conflated().increment();
        }
    }

    private boolean isAlreadyDelivered(Bytes key, Digest content) {
        return content.equals(delivered.get(key));
    }

    private List<ProducerRecord<byte[], byte[]>> outgoing(List<Change> changes, long now) {
        if (changes.isEmpty()) {
            return rejected();
        }
        List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>(changes.size());
        for (Change change : changes) {
            ConsumerRecord<byte[], byte[]> received = change.source.received();
            byte[] value = change.aggregate == null ? null : route.format().value(received, change.aggregate);
            if (!fits(received, value)) {
                continue;
            }
            outgoing.add(downstream(change, value, now));
            Bytes key = Bytes.wrap(received.key());
            setDelivered(key, change.content);
        }
        outgoing.addAll(rejected());
        return outgoing;
    }

    /** @param content null if the key is deleted, or if the route does not compare contents */
    private void setDelivered(Bytes key, Digest content) {
        Digest former = content == null ? delivered.remove(key) : delivered.put(key, content);
        before.putIfAbsent(key, Optional.ofNullable(former));
    }

    private ProducerRecord<byte[], byte[]> downstream(Change change, byte[] value, long now) {
        ConsumerRecord<byte[], byte[]> received = change.source.received();
        ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(
                route.aggregateRoute().downstream(), received.partition(), now, received.key(), value);
        if (change.aggregate != null) {
            route.format().describe(change.source, change.aggregate, outgoing.headers());
        }
        copyCause(received, outgoing);
        return outgoing;
    }

    /**
     * A change of a key.
     *
     * @param aggregate null if the key was deleted
     * @param content null if the key was deleted, or if the route delivers unchanged values too
     */
    private record Change(SourceRecord source, SpecificRecord aggregate, Digest content) {
        static Change deletion(SourceRecord source) {
            return new Change(source, null, null);
        }
    }
}
