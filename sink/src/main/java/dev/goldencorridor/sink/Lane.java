package dev.goldencorridor.sink;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_DELIVERED_VALUE_BYTES;

import dev.goldencorridor.schemas.wire.EventCause;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one partition of an internal topic to the downstream partition with the same number. Holds the waiting
 * records and the offset up to which all records are complete.
 *
 * <p>Records that {@link #due} returns count as delivered at once. If their transaction is aborted, {@link #rewind} the
 * lane. If nobody knows whether it was, discard the lane and open a new one from the content downstream.
 */
abstract class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private static final long UNKNOWN = -1;

    private final List<ProducerRecord<byte[], byte[]>> rejected = new ArrayList<>();
    private Uuid topicId;
    private long position = UNKNOWN;
    private long committed = UNKNOWN;
    private long rejections;
    private long committedRejections;

    /** @param topicId the id of the internal topic */
    Lane(Uuid topicId) {
        this.topicId = topicId;
    }

    /**
     * Adds the next record. Its offset may be lower than the former ones after a {@link #topicRecreated}.
     *
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if its schema cannot be fetched now
     */
    final void take(ConsumerRecord<byte[], byte[]> received) {
        takeIn(new SourceRecord(received, topicId));
        advanceTo(received.offset() + 1);
    }

    abstract void takeIn(SourceRecord source);

    /** Whether the record comes after all records that this lane has added. */
    final boolean isNext(ConsumerRecord<byte[], byte[]> received) {
        return received.offset() >= position;
    }

    /**
     * The internal topic was deleted and created again, so its offsets begin at 0 again. Records that wait keep the id
     * of the former topic.
     *
     * @param newTopicId the id of the new topic
     */
    final void topicRecreated(Uuid newTopicId) {
        topicId = newTopicId;
    }

    /** All records before this offset were decided before the lane opened. */
    final void beginAt(long offset) {
        position = offset;
        committed = offset;
    }

    /** All records before this offset have been added. */
    final void advanceTo(long offset) {
        position = offset;
    }

    /**
     * Takes out the records that are due.
     *
     * @param now in milliseconds since 1970
     * @param maxQueued how many records a lane that {@link #isQueueing} takes from its queue at most; other lanes
     *     return all due records
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if a schema cannot be fetched now
     */
    abstract List<ProducerRecord<byte[], byte[]>> due(long now, int maxQueued);

    /** Takes out all records, due or not. */
    abstract List<ProducerRecord<byte[], byte[]>> all(long now);

    /**
     * A lower bound for the time at which a waiting record becomes due; empty if none waits. In milliseconds since
     * 1970.
     */
    abstract OptionalLong nextDue();

    /** The lowest offset of a waiting record. */
    abstract OptionalLong lowestPending();

    /** Whether unconflated records wait. The lane should receive no more records until they are delivered. */
    abstract boolean isQueueing();

    /** How many values were skipped because their content was already delivered. */
    long skippedUnchanged() {
        return 0;
    }

    /** The key has been deleted downstream by the comparison with upstream, not by a record of this lane. */
    void removed(Bytes key) {}

    /** The offset before which no record waits; empty while the position is unknown. */
    final OptionalLong completedOffset() {
        long completed = lowestPending().orElse(position);
        return completed == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(completed);
    }

    /** {@link #completedOffset}, if it differs from the last committed offset. */
    final OptionalLong offsetToCommit() {
        OptionalLong completed = completedOffset();
        return completed.isPresent() && completed.getAsLong() != committed ? completed : OptionalLong.empty();
    }

    /** The transaction of all records that {@link #due} returned is committed, with this offset. */
    final void committed(long offset) {
        committed = offset;
        committedRejections = rejections;
        keep();
    }

    /** Whether this is the last committed offset. Null is none. */
    final boolean isCommittedUpTo(Long offset) {
        return offset != null && offset == committed;
    }

    /** Returns to the last committed offset: the records from there on come again. */
    final void rewind() {
        position = committed;
        rejections = committedRejections;
        rejected.clear();
        undo();
    }

    /** What was delivered stays delivered. */
    abstract void keep();

    /** Drops all waiting records. What was delivered since the last {@link #keep} is not delivered. */
    abstract void undo();

    /** How many records were rejected. */
    final long rejections() {
        return rejections;
    }

    /** Decodes the value. If it can never be decoded, rejects the record and returns empty. */
    final <T extends SpecificRecord> Optional<T> read(
            ConsumerRecord<byte[], byte[]> received, Deserializer<T> deserializer) {
        try {
            return Optional.of(deserializer.deserialize(received.topic(), received.value()));
        } catch (UndecodableException e) {
            reject(received, e.reason().name(), e.getMessage(), e.getCause() == null ? e : e.getCause());
            return Optional.empty();
        }
    }

    /** Whether the value is small enough for a broker. If not, rejects the record. */
    final boolean fits(ConsumerRecord<byte[], byte[]> received, byte[] value) {
        if (value == null || value.length <= MAX_DELIVERED_VALUE_BYTES) {
            return true;
        }
        reject(
                received,
                "TOO_LARGE",
                "it takes " + value.length + " bytes downstream; " + MAX_DELIVERED_VALUE_BYTES + " are allowed",
                null);
        return false;
    }

    /** Adds what caused the received value, if it is known, to the delivered record. */
    static void copyCause(ConsumerRecord<byte[], byte[]> received, ProducerRecord<byte[], byte[]> delivered) {
        EventCause cause = EventCause.of(received.headers());
        if (cause != null) {
            cause.addTo(delivered.headers());
        }
    }

    final void reject(ConsumerRecord<byte[], byte[]> received, String reason, String message, Throwable exception) {
        LOG.error(
                "Cannot deliver the record at topic {} partition {} offset {}: {}: {}. It is kept in the rejects; later records are delivered",
                received.topic(),
                received.partition(),
                received.offset(),
                reason,
                message);
        rejectWithoutLog(new RejectedRecord(received, reason, message, exception));
    }

    /** Rejects a record whose fault is logged elsewhere. */
    final void rejectWithoutLog(RejectedRecord rejection) {
        rejections++;
        rejected.add(rejection.toProducerRecord());
    }

    /** Takes out the records that were rejected since the last call. */
    final List<ProducerRecord<byte[], byte[]>> rejected() {
        List<ProducerRecord<byte[], byte[]>> taken = List.copyOf(rejected);
        rejected.clear();
        return taken;
    }
}
