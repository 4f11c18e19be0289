package dev.goldencorridor.schemas.wire;

/**
 * The registry does not have a schema id, or the lookup was not allowed now. A node of the registry may lag some
 * seconds behind another one, so the caller must try again.
 */
public final class SchemaNotKnownYetException extends RuntimeException {
    private final int schemaId;

    /** Without a stack trace, because a flood of unknown ids creates one exception for each record. */
    public SchemaNotKnownYetException(int schemaId, String message) {
        super(message, null, false, false);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
