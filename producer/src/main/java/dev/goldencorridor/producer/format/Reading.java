package dev.goldencorridor.producer.format;

import dev.goldencorridor.schemas.TrainMovement;

/** The result of reading one record of a source. */
public sealed interface Reading {
    /** Where the record begins, e.g. {@code feed.ndjson:17} or {@code feed.json:1 (message 33)}. */
    String where();

    /** A movement, complete but not yet validated. */
    record Movement(String where, TrainMovement movement) implements Reading {}

    /** A well-formed record that is no movement, such as the activation of a train. */
    record NotMovement(String where, String kind) implements Reading {}

    /** A record that could not be read as a movement. The message names every fault. */
    record Unreadable(String where, String message) implements Reading {}
}
