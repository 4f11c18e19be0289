package dev.goldencorridor.runtime.registry;

/** The registry did not answer for as long as one was willing to wait. Nothing was lost: what needed it can be tried again. */
public final class RegistryUnavailableException extends RuntimeException {
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
