package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.TrainMovement;
import org.apache.kafka.streams.KeyValue;

/** The result of admission for one received record. */
public sealed interface AdmissionResult {
    /** The movement of an accepted result, keyed by its run. */
    static KeyValue<String, TrainMovement> byRun(AdmissionResult accepted) {
        TrainMovement movement = ((Accepted) accepted).movement();
        return KeyValue.pair(movement.getTrainRunId(), movement);
    }

    /**
     * An admitted movement, on the partition that receives all reports of its run. Its publisher is that of its topic.
     */
    record Accepted(TrainMovement movement) implements AdmissionResult {}

    /**
     * An admitted movement on another partition than the run's other reports, due to the publisher's partitioner.
     *
     * @param movement encoded by the pipeline's own schema; a publisher's may be long, or unavailable elsewhere
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Misplaced(byte[] movement) implements AdmissionResult {}

    /**
     * A rejected record. Its headers have the reason and the origin.
     *
     * @param original the value as received, null if it was null
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Rejected(byte[] original) implements AdmissionResult {}
}
