package dev.goldencorridor.runtime.registry;

/** The registry gave no usable answer within the time limit. Nothing is lost: the caller can try again. */
public final class RegistryUnavailableException extends RuntimeException {
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
