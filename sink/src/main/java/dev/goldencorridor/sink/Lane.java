package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of an internal topic on its way to the partition of the same number downstream: what waits, and up to
 * where the work is done.
 *
 * <p>What {@link #due} gives counts as delivered from then on. If its delivery fails, the lane is of no more use: a new
 * one must be made from what is really downstream.
 */
abstract class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** A batch holds a little more than the value, and brokers take no more than 1 MiB. */
    private static final int LONGEST_VALUE = 1_000_000;

    private static final long NOTHING = -1;

    private final List<ProducerRecord<byte[], byte[]>> rejected = new ArrayList<>();
    private long position = NOTHING;
    private long committed = NOTHING;
    private long rejections;

    /**
     * Takes the next record in.
     *
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if it cannot be read just now
     */
    final void take(ConsumerRecord<byte[], byte[]> received) {
        takeIn(received);
        advanceTo(received.offset() + 1);
    }

    abstract void takeIn(ConsumerRecord<byte[], byte[]> received);

    /** All before this offset was decided before the lane opened. */
    final void beginAt(long offset) {
        position = offset;
        committed = offset;
    }

    /** All before this offset has been taken in. */
    final void advanceTo(long offset) {
        position = Math.max(position, offset);
    }

    /**
     * Takes out what is to be delivered now.
     *
     * @param now in milliseconds since 1970
     * @param most how many records a lane that {@link #isQueueing} takes from its queue; others give all that is due
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if something cannot be read just now
     */
    abstract List<ProducerRecord<byte[], byte[]>> due(long now, int most);

    /** Takes out all that waits, due or not. */
    abstract List<ProducerRecord<byte[], byte[]>> all(long now);

    /** A time before which nothing that waits becomes due; empty when nothing waits. */
    abstract OptionalLong nextDue();

    /** The lowest offset of a record that still waits. */
    abstract OptionalLong lowestPending();

    /** Whether records wait that are not conflated: then it should be given no more before these are delivered. */
    abstract boolean isQueueing();

    /** How many values were left out because they said what was delivered already. */
    long leftOut() {
        return 0;
    }

    /** The key has been deleted downstream, not because of a record that was taken in. */
    void removed(Bytes key) {}

    /** The offset before which nothing waits any more; empty while the position is not known. */
    final OptionalLong done() {
        long done = lowestPending().orElse(position);
        return done == NOTHING ? OptionalLong.empty() : OptionalLong.of(done);
    }

    /** {@link #done}, if it is another offset than the last committed. */
    final OptionalLong toCommit() {
        OptionalLong done = done();
        return done.isPresent() && done.getAsLong() != committed ? done : OptionalLong.empty();
    }

    final void committed(long offset) {
        committed = offset;
    }

    /** How many records could not be delivered and went to the rejects. */
    final long rejections() {
        return rejections;
    }

    /** The value as a record, or empty if it can never be read: then it has been rejected. */
    final <T extends SpecificRecord> Optional<T> read(
            ConsumerRecord<byte[], byte[]> received, Deserializer<T> deserializer) {
        try {
            return Optional.of(deserializer.deserialize(received.topic(), received.value()));
        } catch (UndecodableException e) {
            reject(
                    received,
                    e.reason().name(),
                    e.getMessage(),
                    (e.getCause() == null ? e : e.getCause()).getClass().getName());
            return Optional.empty();
        }
    }

    /** Whether a value may go downstream; if it may not, it has been rejected. */
    final boolean fits(ConsumerRecord<byte[], byte[]> received, byte[] value) {
        if (value == null || value.length <= LONGEST_VALUE) {
            return true;
        }
        reject(
                received,
                "TOO_LARGE",
                "it takes " + value.length + " bytes downstream; " + LONGEST_VALUE + " are allowed",
                "");
        return false;
    }

    final void reject(ConsumerRecord<byte[], byte[]> received, String reason, String message, String exception) {
        LOG.error(
                "Cannot deliver what is at topic {} partition {} offset {}: {}: {}. It is kept in the rejects; what follows goes on",
                received.topic(),
                received.partition(),
                received.offset(),
                reason,
                message);
        keep(new RejectedRecord(received, reason, message, exception));
    }

    /** Rejects without a line in the log, for what somebody else has told. */
    final void keep(RejectedRecord rejection) {
        rejections++;
        rejected.add(rejection.kept());
    }

    /** Takes out what was rejected since the last call. */
    final List<ProducerRecord<byte[], byte[]>> rejected() {
        List<ProducerRecord<byte[], byte[]>> taken = List.copyOf(rejected);
        rejected.clear();
        return taken;
    }
}
