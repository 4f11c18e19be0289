package dev.goldencorridor.producer;

/** A movement, or nothing at all, could be handed to Kafka. The message says what stood in the way and what to do. */
public final class PublishException extends RuntimeException {
    PublishException(String message) {
        super(message);
    }

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
