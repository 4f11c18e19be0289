package dev.goldencorridor.runtime.registry;

/**
 * The registry's schema or compatibility level does not suit this application. The message names subject and
 * difference.
 */
public final class IncompatibleRegistryException extends RuntimeException {
    public IncompatibleRegistryException(String message) {
        super(message);
    }
}
