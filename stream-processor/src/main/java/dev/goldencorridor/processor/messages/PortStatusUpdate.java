package dev.goldencorridor.processor.messages;

/**
 * A port is closed or open; the record's key is its facility.
 *
 * @param reason null if none was given
 * @param decidedAt milliseconds since 1970-01-01T00:00Z; 0 where the port is open
 */
public record PortStatusUpdate(boolean isClosed, String reason, long decidedAt) implements StepMessage {
    /** The meaning of a tombstone in the control topic. */
    public static final PortStatusUpdate OPEN = new PortStatusUpdate(false, null, 0);
}
