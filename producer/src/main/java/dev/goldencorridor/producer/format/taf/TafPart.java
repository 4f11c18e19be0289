package dev.goldencorridor.producer.format.taf;

/** A part of a source. */
sealed interface TafPart {
    /** The line, from 1, on which the part begins. */
    long line();

    /** One running message, as XML without a declaration. */
    record Message(long line, String xml) implements TafPart {}

    /** A message of another kind. */
    record Other(long line, String kind) implements TafPart {}

    /** A part that cannot be read. */
    record Fault(long line, String message) implements TafPart {}

    /** The same part on another line. */
    default TafPart at(long otherLine) {
        if (this instanceof Message message) {
            return new Message(otherLine, message.xml);
        }
        if (this instanceof Other other) {
            return new Other(otherLine, other.kind);
        }
        return new Fault(otherLine, ((Fault) this).message);
    }
}
