package dev.goldencorridor.schemas.wire;

/** A value cannot be read, now or ever. */
public final class UndecodableException extends RuntimeException {
    private final transient Undecodable reason;

    public UndecodableException(Undecodable reason, String message) {
        super(message);
        this.reason = reason;
    }

    public UndecodableException(Undecodable reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Undecodable reason() {
        return reason;
    }
}
