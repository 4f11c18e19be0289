package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.wire.AggregateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;

/**
 * A lane that conflates: of the changes of a key within the interval only the last goes out, and none that says what was
 * delivered already.
 */
final class AggregateLane extends Lane {
    private final AggregateDeliveryRoute outlet;
    private final Map<Bytes, Digest> delivered;
    private final Conflation<Bytes, Change> conflation;
    private long leftOut;

    /**
     * @param outlet how to read and write
     * @param delivered by key, the content that readers find downstream; the lane keeps it up to date
     */
    AggregateLane(AggregateDeliveryRoute outlet, Map<Bytes, Digest> delivered) {
        this.outlet = outlet;
        this.delivered = delivered;
        this.conflation = new Conflation<>(outlet.interval());
    }

    @Override
    void takeIn(ConsumerRecord<byte[], byte[]> received) {
        if (received.key() == null) {
            reject(received, "NULL_KEY", "the key is null; an aggregate's key says what it counts", "");
        } else if (received.value() == null) {
            conflation.offer(Bytes.wrap(received.key()), new Change(received, null, null), received.offset());
        } else {
            read(received, outlet.deserializer()).ifPresent(aggregate -> takeValue(received, aggregate));
        }
    }

    @Override
    List<ProducerRecord<byte[], byte[]>> due(long now, int most) {
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
        delivered.remove(key);
    }

    @Override
    long leftOut() {
        return leftOut;
    }

    private void takeValue(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate) {
        Bytes key = Bytes.wrap(received.key());
        if (!outlet.leavesOutUnchanged()) {
            conflation.offer(key, new Change(received, aggregate, null), received.offset());
            return;
        }
        Digest content = Digest.of(AggregateJson.contentOf(aggregate));
        if (content.equals(delivered.get(key))) {
            // Also when something else waits: the key has come back to what readers see.
            conflation.withdraw(key);
            leftOut++;
        } else {
            conflation.offer(key, new Change(received, aggregate, content), received.offset());
        }
    }

    private List<ProducerRecord<byte[], byte[]>> outgoing(List<Change> changes, long now) {
        if (changes.isEmpty()) {
            return rejected();
        }
        List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>(changes.size());
        for (Change change : changes) {
            byte[] value = change.aggregate == null ? null : outlet.format().value(change.received, change.aggregate);
            if (!fits(change.received, value)) {
                continue;
            }
            outgoing.add(downstream(change, value, now));
            Bytes key = Bytes.wrap(change.received.key());
            if (change.content == null) {
                delivered.remove(key);
            } else {
                delivered.put(key, change.content);
            }
        }
        outgoing.addAll(rejected());
        return outgoing;
    }

    private ProducerRecord<byte[], byte[]> downstream(Change change, byte[] value, long now) {
        ConsumerRecord<byte[], byte[]> received = change.received;
        ProducerRecord<byte[], byte[]> outgoing =
                new ProducerRecord<>(outlet.route().downstream(), received.partition(), now, received.key(), value);
        if (change.aggregate != null) {
            outlet.format().describe(received, change.aggregate, outgoing.headers());
        }
        return outgoing;
    }

    /** What is new for a key: an aggregate and its content, or neither where the key was deleted. */
    private record Change(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate, Digest content) {}
}
