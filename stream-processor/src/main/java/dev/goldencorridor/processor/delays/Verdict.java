package dev.goldencorridor.processor.delays;

/** What a rule finds of a run's call, whatever was found before. Instants and durations are in milliseconds. */
sealed interface Verdict {
    /**
     * There is nothing to measure.
     *
     * @param cause why an alert that was raised is then over
     */
    record Nothing(Cause cause) implements Verdict {
        static final Nothing RETRACTED = new Nothing(Cause.RETRACTED);
        static final Nothing CANCELLED = new Nothing(Cause.CANCELLED);
        static final Nothing PLAN_CHANGED = new Nothing(Cause.PLAN_CHANGED);
        static final Nothing EXPIRED = new Nothing(Cause.EXPIRED);
    }

    /**
     * It goes on and grows with the clock.
     *
     * @param since what the clock is compared with
     * @param lapse why an alert that was raised is over where it has been found to have begun later
     */
    record Growing(long since, Facts facts, Cause lapse) implements Verdict {}

    /**
     * It has come to an end.
     *
     * @param lasted how long it was, negative where it ended before it would have begun; an alert that this shows to have been raised for nothing is corrected
     */
    record Ended(long lasted, Cause cause, Facts facts) implements Verdict {}

    /**
     * The train has been heard of again.
     *
     * @param at when; how long it was silent is counted from what the alert was counted from
     */
    record Heard(long at, Cause cause, Facts facts) implements Verdict {}

    /**
     * The event itself shows how late it was.
     *
     * @param lateness of the event; negative where it was early
     * @param happened why an alert that waited for it is over
     * @param movedOn how it is known that the train has moved on since; null if it has not
     */
    record Shown(long lateness, Cause happened, Cause movedOn, Facts facts) implements Verdict {}
}
