package dev.goldencorridor.schemas.wire;

/** Why a value cannot be read. The names are part of the contract: they stand in the headers of rejected records. */
public enum Undecodable {
    /** The value is null. */
    NULL_VALUE,
    /** The value is longer than is allowed. */
    TOO_LARGE,
    /** The first byte is not 0, or there is no room for a schema id: not Confluent's wire format. */
    NOT_WIRE_FORMAT,
    /** The registry knows no Avro schema by the id in the value. */
    UNKNOWN_SCHEMA,
    /** The schema by that id is not one that a record of this contract can be read from. */
    UNREADABLE_SCHEMA,
    /** The bytes do not follow the schema: truncated, too long, invalid UTF-8, an enormous collection, not a UUID. */
    MALFORMED
}
