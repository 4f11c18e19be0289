package dev.goldencorridor.runtime.registry;

/** The registry holds, or promises, something that this application cannot work with. The message names subject and difference. */
public final class IncompatibleRegistryException extends RuntimeException {
    public IncompatibleRegistryException(String message) {
        super(message);
    }
}
