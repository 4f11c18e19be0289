package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.model.Call;

/** A change of a run's calls, or an advance of the event clock. */
public sealed interface RunUpdate extends StepMessage {
    /**
     * A call has changed; the record's key is the run.
     *
     * @param publisher the publisher of the report that changed the call; null if unknown
     * @param call the whole call after the change
     * @param watermark the furthest event time that the sending task has seen, including that report; meaningless where
     *     the pipeline's clock is the time of day
     */
    record CallChanged(String facility, String publisher, Call call, long watermark) implements RunUpdate {}

    /** A call is past its retention, and its run has forgotten it. The record's key is the run. */
    record CallExpired(String facility, long watermark) implements RunUpdate {}

    /**
     * The furthest event time that one task has seen has advanced; the message goes to all partitions.
     *
     * @param watermark milliseconds since 1970-01-01T00:00Z
     */
    record ClockAdvanced(long watermark) implements RunUpdate {}
}
