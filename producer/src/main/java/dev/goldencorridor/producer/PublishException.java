package dev.goldencorridor.producer;

/** A movement could not be published, or publishing could not begin. The message names the cause and the remedy. */
public final class PublishException extends RuntimeException {
    PublishException(String message) {
        super(message);
    }

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
