package dev.goldencorridor.processor.repair;

/** What has become of a rejected record. */
public enum RejectState {
    /** Nobody has decided about it, and its event has not been accepted since. */
    OPEN,
    /** A later record with the same event was accepted. */
    HEALED,
    /** It was published again. */
    REPLAYED,
    /** Somebody decided that it needs no repair. */
    DISCARDED
}
