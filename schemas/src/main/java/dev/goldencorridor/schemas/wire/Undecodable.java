package dev.goldencorridor.schemas.wire;

/**
 * The reason why a value cannot be read. The names are part of the contract: rejected records have them in a header.
 */
public enum Undecodable {
    /** The value is null. */
    NULL_VALUE,
    /** The value exceeds the maximum length. */
    TOO_LARGE,
    /** The first byte is not 0, or the value is too short for a schema id: not Confluent's wire format. */
    NOT_WIRE_FORMAT,
    /** The registry has no Avro schema with the id in the value. */
    UNKNOWN_SCHEMA,
    /** No record of this contract can be read with the schema that has this id. */
    UNREADABLE_SCHEMA,
    /** The bytes do not follow the schema: truncated, too long, invalid UTF-8, an enormous collection, not a UUID. */
    MALFORMED
}
