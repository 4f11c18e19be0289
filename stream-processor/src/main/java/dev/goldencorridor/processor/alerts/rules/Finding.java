package dev.goldencorridor.processor.alerts.rules;

/** What a rule finds of a run's call, whatever was found before. Instants and durations are in milliseconds. */
public sealed interface Finding {
    /**
     * There is nothing to measure.
     *
     * @param cause why an alert that was raised is then over
     */
    record Nothing(ClearedCause cause) implements Finding {
        static final Nothing RETRACTED = new Nothing(ClearedCause.RETRACTED);
        static final Nothing CANCELLED = new Nothing(ClearedCause.CANCELLED);
        static final Nothing PLAN_CHANGED = new Nothing(ClearedCause.PLAN_CHANGED);
        public static final Nothing EXPIRED = new Nothing(ClearedCause.EXPIRED);
    }

    /**
     * It goes on and grows with the clock.
     *
     * @param since what the clock is compared with
     * @param lapse why an alert that was raised is over where it has been found to have begun later
     */
    record Growing(long since, AlertDetails facts, ClearedCause lapse) implements Finding {}

    /**
     * It has come to an end.
     *
     * @param lasted how long it was, negative where it ended before it would have begun; an alert that this shows to have been raised for nothing is corrected
     */
    record Ended(long lasted, ClearedCause cause, AlertDetails facts) implements Finding {}

    /**
     * The train has been heard of again.
     *
     * @param at when; how long it was silent is counted from what the alert was counted from
     */
    record Heard(long at, ClearedCause cause, AlertDetails facts) implements Finding {}

    /**
     * The event itself shows how late it was.
     *
     * @param lateness of the event; negative where it was early
     * @param happened why an alert that waited for it is over
     * @param movedOn how it is known that the train has moved on since; null if it has not
     */
    record Shown(long lateness, ClearedCause happened, ClearedCause movedOn, AlertDetails facts) implements Finding {}
}
