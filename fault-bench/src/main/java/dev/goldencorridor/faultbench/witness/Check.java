package dev.goldencorridor.faultbench.witness;

/** A promise of the corridor that the witness checks. It adds what breaks the promise to the findings. */
public interface Check {
    /** Receives each committed record: those of one partition in their order, those of different ones in any. */
    void observe(Observation observation);

    /** Is called once after the last record. */
    default void finish() {}
}
