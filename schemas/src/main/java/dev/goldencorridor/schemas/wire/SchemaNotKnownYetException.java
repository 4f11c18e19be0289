package dev.goldencorridor.schemas.wire;

/**
 * The registry does not know a schema id, or was not asked for it now. A node of the registry may be some seconds behind
 * another: the value must be tried again.
 */
public final class SchemaNotKnownYetException extends RuntimeException {
    private final int schemaId;

    /** Made for each such record of a flood, hence without a stack trace. */
    public SchemaNotKnownYetException(int schemaId, String message) {
        super(message, null, false, false);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
