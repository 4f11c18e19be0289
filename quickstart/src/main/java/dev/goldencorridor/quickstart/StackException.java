package dev.goldencorridor.quickstart;

/** Something keeps a command from doing what was asked. The message is for the user and says what to do. */
final class StackException extends RuntimeException {
    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
