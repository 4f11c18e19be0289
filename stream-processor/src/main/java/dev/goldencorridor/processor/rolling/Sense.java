package dev.goldencorridor.processor.rolling;

/** Sense of travel of a trip, seen from China; the engine's own word, so that it needs no contract type. */
public enum Sense {
    OUTBOUND,
    RETURN,
    DOMESTIC
}
