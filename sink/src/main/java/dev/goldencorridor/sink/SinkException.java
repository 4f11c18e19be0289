package dev.goldencorridor.sink;

/** The sink cannot work here, and waiting would not help. The message says what is wrong and what to do. */
public final class SinkException extends RuntimeException {
    SinkException(String message) {
        super(message);
    }

    SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
