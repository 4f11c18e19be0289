package dev.goldencorridor.runtime.kafka;

/** The brokers did not answer in time, or answered with a refusal. Nothing was changed by the call that failed. */
public final class BrokersUnavailableException extends RuntimeException {
    public BrokersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
