package dev.goldencorridor.cli.rejects;

/** The command cannot do its work. The message names the cause and the remedy for the user. */
public final class RejectsException extends RuntimeException {
    RejectsException(String message) {
        super(message);
    }

    RejectsException(String message, Throwable cause) {
        super(message, cause);
    }
}
