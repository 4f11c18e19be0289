package dev.goldencorridor.producer.format.taf;

/** A message, or a part of it, cannot be read. The exception's message names the cause. */
final class TafException extends Exception {
    TafException(String message) {
        super(message);
    }
}
