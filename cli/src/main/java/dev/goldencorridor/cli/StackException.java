package dev.goldencorridor.cli;

/** A command cannot do its work. The message names the cause and the remedy for the user. */
public final class StackException extends RuntimeException {
    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
