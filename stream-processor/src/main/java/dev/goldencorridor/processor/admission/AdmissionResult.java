package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.TrainMovement;

/** What becomes of a received record. */
public sealed interface AdmissionResult {
    /** It is good, and on the partition where all reports of its run come together. Its publisher is that of its topic. */
    record Accepted(TrainMovement movement) implements AdmissionResult {}

    /**
     * It is good, but its publisher's partitioner put it where the run's other reports may not be.
     *
     * @param movement the movement in the pipeline's own schema, since a publisher's may be long or unknown elsewhere
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it travels on.
    record Misplaced(byte[] movement) implements AdmissionResult {}

    /**
     * It is not admitted; the record's headers tell why and whence.
     *
     * @param original the value as received, null if it was null
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way out.
    record Rejected(byte[] original) implements AdmissionResult {}
}
