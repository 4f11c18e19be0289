package dev.goldencorridor.processor.messages;

/** A message to the step delays. */
public sealed interface AlertUpdate extends StepMessage permits ExpectedDurationUpdate, PortStatusUpdate, RunUpdate {
    /**
     * Passes the message to the method for its kind.
     *
     * @param key of the record
     * @param timestamp of the record: when the broker appended the movement, milliseconds since 1970-01-01T00:00Z
     */
    void accept(String key, long timestamp, Handler handler);

    /** Has a method for each kind of message. */
    interface Handler {
        void onCallChanged(String run, RunUpdate.CallChanged changed, long timestamp);

        void onCallExpired(String run, RunUpdate.CallExpired expired, long timestamp);

        void onClock(RunUpdate.ClockAdvanced advanced);

        void onPortStatus(String facility, PortStatusUpdate status);

        void onExpectedDuration(String dimension, ExpectedDurationUpdate update);
    }
}
