package dev.goldencorridor.producer.format;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;

/** The result of reading one record of a source. */
public sealed interface Reading {
    /** Where the record begins, e.g. {@code feed.ndjson:17} or {@code feed.json:1 (message 33)}. */
    String where();

    /** The record as the source has it. */
    default SourceRecord source() {
        return SourceRecord.UNKNOWN;
    }

    /**
     * A movement, complete but not yet validated.
     *
     * @param assumesCreatedAt whether the source has no time of creation, so that {@code createdAt} is a substitute
     */
    record Movement(String where, TrainMovement movement, SourceRecord source, boolean assumesCreatedAt)
            implements Reading {
        /** A movement with its own time of creation, of a source whose records are not kept. */
        public Movement(String where, TrainMovement movement) {
            this(where, movement, SourceRecord.UNKNOWN, false);
        }

        /** Returns the movement with the given time of creation if its source has none. */
        public Movement withAssumedCreation(Instant createdAt) {
            return assumesCreatedAt
                    ? new Movement(where, MovementJson.created(movement, createdAt), source, true)
                    : this;
        }
    }

    /** A well-formed record that is no movement, such as the activation of a train. */
    record NotMovement(String where, String kind) implements Reading {}

    /** A record that could not be read as a movement. The message names every fault. */
    record Unreadable(String where, String message, SourceRecord source) implements Reading {
        /** A record of a source whose records are not kept. */
        public Unreadable(String where, String message) {
            this(where, message, SourceRecord.UNKNOWN);
        }
    }
}
