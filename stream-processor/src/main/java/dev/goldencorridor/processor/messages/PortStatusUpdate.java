package dev.goldencorridor.processor.messages;

/**
 * That a port is closed or open; the record's key is its facility.
 *
 * @param reason null if not told
 * @param decidedAt milliseconds since 1970-01-01T00:00Z; 0 where the port is open
 */
public record PortStatusUpdate(boolean isClosed, String reason, long decidedAt) implements StepMessage {
    /** What a tombstone says. */
    public static final PortStatusUpdate OPEN = new PortStatusUpdate(false, null, 0);
}
