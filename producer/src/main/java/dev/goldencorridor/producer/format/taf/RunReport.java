package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The run and the place of one report, which all of its movements share.
 *
 * @param createdAt null if the message has no such time
 */
record RunReport(
        RunningMessage message,
        String runId,
        String trainNumber,
        TafPlace place,
        Direction direction,
        Instant createdAt,
        String publisher) {

    /** The id of an event of this run and place. */
    UUID id(Object... parts) {
        return TafIds.of(Stream.concat(Stream.of(message.sender(), runId, place.facility()), Stream.of(parts))
                .toArray());
    }

    TrainMovement report(UUID id, Instant occurredAt, Instant plannedAt, Object detail) {
        return movement(id, null, occurredAt, plannedAt, detail);
    }

    /**
     * The movement that retracts another one.
     *
     * @param retracted the id of the other one
     * @param kind distinguishes the retractions of one message
     */
    TrainMovement retraction(UUID retracted, String kind, Instant occurredAt, Instant plannedAt, Object detail) {
        String identifier = message.identifier();
        UUID id = TafIds.of("withdraw", identifier == null ? retracted : identifier, kind);
        return movement(id, retracted, occurredAt, plannedAt, detail);
    }

    private TrainMovement movement(UUID id, UUID retracts, Instant occurredAt, Instant plannedAt, Object detail) {
        return new TrainMovement(
                id,
                retracts,
                runId,
                trainNumber,
                place.facility(),
                direction,
                occurredAt,
                plannedAt,
                createdAt == null ? occurredAt : createdAt,
                publisher,
                detail);
    }
}
