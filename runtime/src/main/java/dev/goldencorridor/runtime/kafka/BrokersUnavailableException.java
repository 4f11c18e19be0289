package dev.goldencorridor.runtime.kafka;

/**
 * The brokers did not answer in time, or refused. The message names the request, the brokers and the remedy. Without an
 * answer, it is unknown whether a change was made.
 */
public final class BrokersUnavailableException extends RuntimeException {
    public BrokersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
