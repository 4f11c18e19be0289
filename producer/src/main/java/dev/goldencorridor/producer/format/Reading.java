package dev.goldencorridor.producer.format;

import dev.goldencorridor.schemas.TrainMovement;

/** What a reader found at one place of its source. */
public sealed interface Reading {
    /** Where it begins, e.g. {@code feed.ndjson:17} or {@code feed.json:1 (message 33)}. */
    String where();

    /** A movement, complete but not yet validated. */
    record Movement(String where, TrainMovement movement) implements Reading {}

    /** Something that is well formed and of no concern here, such as a train's activation. */
    record NotMovement(String where, String kind) implements Reading {}

    /** Something that could not be read as a movement; the message names every fault that was found. */
    record Unreadable(String where, String message) implements Reading {}
}
