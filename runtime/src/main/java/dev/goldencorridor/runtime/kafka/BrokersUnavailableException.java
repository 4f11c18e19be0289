package dev.goldencorridor.runtime.kafka;

/** The brokers did not answer in time, or refused. The failed call changed nothing. */
public final class BrokersUnavailableException extends RuntimeException {
    public BrokersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
