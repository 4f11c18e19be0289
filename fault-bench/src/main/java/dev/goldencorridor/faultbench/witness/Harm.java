package dev.goldencorridor.faultbench.witness;

/** The kinds of broken promises. */
public enum Harm {
    /** An accepted event, a value or an alert is missing. */
    LOST,
    /** An event was counted twice, or a value or an alert was published twice. */
    DUPLICATED,
    /** A value is neither: it corresponds to no prefix of the input. */
    WRONG,
    /** The corridor had not finished when the bench stopped waiting. What it would have published is unknown. */
    UNFINISHED
}
