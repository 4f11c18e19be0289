package dev.goldencorridor.processor.repair;

import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One rejected record without its bytes. Times are milliseconds since 1970-01-01T00:00Z.
 *
 * @param id the origin of the record
 * @param partition where it is in the topic of rejects
 * @param offset where it is in the topic of rejects
 * @param reason a name of the contract, usually of {@link RejectReason}
 * @param receivedAt when the broker took the original record; {@code rejectedAt} for rejects of former releases
 * @param rejectedAt when the broker took the reject
 * @param eventId the event of the record; null if it cannot be decoded
 */
public record Reject(
        RejectId id,
        int partition,
        long offset,
        String reason,
        String message,
        long receivedAt,
        long rejectedAt,
        UUID eventId) {
    /** For these faults another publisher may report the event rightly. */
    private static final Set<String> WRONG_PUBLISHER =
            Set.of(RejectReason.FACILITY_NOT_ALLOWED.name(), RejectReason.UNKNOWN_PUBLISHER.name());

    /**
     * Reads the headers of a record in the topic of rejects. Empty if it has no origin.
     *
     * @param eventId the event of the record; null if it cannot be decoded
     */
    static Optional<Reject> of(ConsumerRecord<byte[], byte[]> record, UUID eventId) {
        Headers headers = record.headers();
        String topic = RejectHeaders.text(headers, RejectHeaders.TOPIC);
        Long partition = number(headers, RejectHeaders.PARTITION);
        Long offset = number(headers, RejectHeaders.OFFSET);
        if (topic.isEmpty() || partition == null || offset == null) {
            return Optional.empty();
        }
        Long receivedAt = number(headers, RejectHeaders.RECEIVED_AT);
        return Optional.of(new Reject(
                new RejectId(topic, partition.intValue(), offset),
                record.partition(),
                record.offset(),
                RejectHeaders.text(headers, RejectHeaders.REASON),
                RejectHeaders.text(headers, RejectHeaders.MESSAGE),
                receivedAt == null ? record.timestamp() : receivedAt,
                record.timestamp(),
                eventId));
    }

    /** The publisher of the input topic; empty if the record was read in another topic. */
    public String publisher() {
        return isMovement() ? TopicCatalogue.publisherOf(id.topic()) : "";
    }

    /** Whether the record is from an input topic. */
    public boolean isMovement() {
        return id.topic().startsWith(TopicCatalogue.MOVEMENTS_PREFIX);
    }

    /** The partition and the offset in the topic of rejects, as the command line spells them. */
    public String place() {
        return partition + "/" + offset;
    }

    /**
     * Whether an accepted record with the same event heals this reject. It must be later, and in the same topic unless
     * the topic was the fault. Otherwise any publisher could hide the rejects of another one.
     *
     * @param acceptedAt when the broker took the accepted record
     */
    boolean isHealedBy(RejectId accepted, long acceptedAt) {
        if (!accepted.topic().equals(id.topic())) {
            return WRONG_PUBLISHER.contains(reason) && acceptedAt >= receivedAt;
        }
        return accepted.partition() == id.partition() ? accepted.offset() > id.offset() : acceptedAt >= receivedAt;
    }

    Reject withoutMessage() {
        return new Reject(id, partition, offset, reason, "", receivedAt, rejectedAt, eventId);
    }

    private static Long number(Headers headers, String name) {
        try {
            return Long.valueOf(RejectHeaders.text(headers, name));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
