package dev.goldencorridor.runtime.kafka;

/** The cluster lacks what the guarantees depend on. The message names each fault and the remedy. */
public final class UnfitClusterException extends RuntimeException {
    public UnfitClusterException(String message) {
        super(message);
    }
}
