package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.TrainMovement;

/** The result of reading a message, or a part of it. */
public sealed interface TafResult {
    /** A movement, complete but not yet validated. */
    record Movement(TrainMovement movement) implements TafResult {}

    /** A message, or one of its reports, that is no movement. */
    record NotMovement(String kind) implements TafResult {}

    /** A message, or one of its reports, that cannot be read. The message names every fault. */
    record Unreadable(String message) implements TafResult {}
}
