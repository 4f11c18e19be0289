package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.model.Call;

/** What is known of runs' calls, and how far the event clock is. */
public sealed interface RunUpdate extends StepMessage {
    /**
     * What is now known of a call; the record's key is the run.
     *
     * @param publisher of the report that brought this; null if it is unknown
     * @param watermark the furthest event time that the telling task has seen, with the report that brought this; of no
     *     meaning where the pipeline goes by the time of day
     */
    record Known(String facility, String publisher, Call call, long watermark) implements RunUpdate {}

    /** The call is past its retention: nothing is known of it any more. The record's key is the run. */
    record Forgotten(String facility, long watermark) implements RunUpdate {}

    /**
     * The furthest event time that one task has seen; for all partitions.
     *
     * @param watermark milliseconds since 1970-01-01T00:00Z
     */
    record Clock(long watermark) implements RunUpdate {}
}
