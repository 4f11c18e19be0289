package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of an aggregate topic on its way to the partition of the same number downstream: what was delivered
 * last, what waits, and up to where the work is done.
 *
 * <p>What {@link #due} gives counts as delivered from then on. If its delivery fails, the lane is of no more use: a new
 * one must be made from what is really downstream.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** A batch holds a little more than the value, and brokers take no more than 1 MiB. */
    private static final int LONGEST_VALUE = 1_000_000;

    private static final long NOTHING = -1;

    private final Outlet outlet;
    private final Map<Bytes, Digest> delivered;
    private final Conflation<Bytes, Change> conflation;
    private final List<ProducerRecord<byte[], byte[]>> rejected = new ArrayList<>();
    private long position = NOTHING;
    private long committed = NOTHING;
    private long leftOut;
    private long rejections;

    /**
     * @param outlet how to read and write
     * @param delivered by key, the content that readers find downstream; the lane keeps it up to date
     * @param interval least time between two values of a key
     */
    Lane(Outlet outlet, Map<Bytes, Digest> delivered, Duration interval) {
        this.outlet = outlet;
        this.delivered = delivered;
        this.conflation = new Conflation<>(interval);
    }

    /**
     * Takes the next aggregate in.
     *
     * @throws dev.goldencorridor.schemas.registry.RegistryUnavailableException if it cannot be read just now
     */
    void take(ConsumerRecord<byte[], byte[]> received) {
        if (received.key() == null) {
            reject(received, "NULL_KEY", "the key is null; an aggregate's key says what it counts", "");
        } else if (received.value() == null) {
            conflation.offer(Bytes.wrap(received.key()), new Change(received, null, null), received.offset());
        } else {
            takeValue(received);
        }
        advanceTo(received.offset() + 1);
    }

    /** All before this offset has been taken in. */
    void advanceTo(long offset) {
        position = Math.max(position, offset);
    }

    /** Takes out what is to be delivered now, in milliseconds since 1970. */
    List<ProducerRecord<byte[], byte[]>> due(long now) {
        return outgoing(conflation.due(now), now);
    }

    /** Takes out all that waits, due or not. */
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        return outgoing(conflation.all(now), now);
    }

    /** A time before which nothing that waits becomes due; empty when nothing waits. */
    OptionalLong nextDue() {
        return conflation.nextDue();
    }

    /** The offset to commit, if it is another than the last committed: nothing at or after it has to wait any more. */
    OptionalLong toCommit() {
        long done = conflation.lowestPending().orElse(position);
        return done == NOTHING || done == committed ? OptionalLong.empty() : OptionalLong.of(done);
    }

    void committed(long offset) {
        committed = offset;
    }

    /** How many values were left out because they said what was delivered already. */
    long leftOut() {
        return leftOut;
    }

    /** How many aggregates could not be delivered and went to the rejects. */
    long rejections() {
        return rejections;
    }

    private void takeValue(ConsumerRecord<byte[], byte[]> received) {
        SpecificRecord aggregate;
        try {
            aggregate = outlet.deserializer().deserialize(received.topic(), received.value());
        } catch (UndecodableException e) {
            reject(
                    received,
                    e.reason().name(),
                    e.getMessage(),
                    (e.getCause() == null ? e : e.getCause()).getClass().getName());
            return;
        }
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
        if (changes.isEmpty() && rejected.isEmpty()) {
            return List.of();
        }
        List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>(changes.size() + rejected.size());
        for (Change change : changes) {
            byte[] value = change.aggregate == null ? null : outlet.format().value(change.received, change.aggregate);
            if (value != null && value.length > LONGEST_VALUE) {
                reject(
                        change.received,
                        "TOO_LARGE",
                        "it takes " + value.length + " bytes downstream; " + LONGEST_VALUE + " are allowed",
                        "");
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
        outgoing.addAll(rejected);
        rejected.clear();
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

    private void reject(ConsumerRecord<byte[], byte[]> received, String reason, String message, String exception) {
        LOG.error(
                "Cannot deliver the aggregate at topic {} partition {} offset {}: {}: {}. It is kept in the rejects; what follows goes on",
                received.topic(),
                received.partition(),
                received.offset(),
                reason,
                message);
        rejections++;
        rejected.add(new Rejection(received, reason, message, exception).kept());
    }

    /** What is new for a key: an aggregate and its content, or neither where the key was deleted. */
    private record Change(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate, Digest content) {}
}
