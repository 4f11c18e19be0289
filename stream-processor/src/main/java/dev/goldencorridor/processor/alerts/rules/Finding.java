package dev.goldencorridor.processor.alerts.rules;

/**
 * The result of one rule for one call. It does not depend on earlier results. Instants and durations are in
 * milliseconds.
 */
public sealed interface Finding {
    /**
     * The rule has nothing to measure.
     *
     * @param cause the clearing cause of an alert that is still raised
     */
    record None(ClearedCause cause) implements Finding {
        static final None RETRACTED = new None(ClearedCause.RETRACTED);
        static final None CANCELLED = new None(ClearedCause.CANCELLED);
        static final None PLAN_CHANGED = new None(ClearedCause.PLAN_CHANGED);
        public static final None EXPIRED = new None(ClearedCause.EXPIRED);
    }

    /**
     * The delay has not ended. It grows with the clock.
     *
     * @param since the start of the delay
     * @param laterStartCause the clearing cause of an alert whose delay turns out to have started later
     */
    record Ongoing(long since, AlertDetails details, ClearedCause laterStartCause) implements Finding {}

    /**
     * The delay has ended.
     *
     * @param duration negative if the end is before the start. Below the first threshold it shows that an alert was
     *     raised by mistake.
     */
    record Ended(long duration, ClearedCause cause, AlertDetails details) implements Finding {}

    /**
     * The silent train was reported again. The alert defines the start of the silence.
     *
     * @param at the end of the silence
     */
    record HeardAgain(long at, ClearedCause cause, AlertDetails details) implements Finding {}

    /**
     * The planned event has occurred, and its own time shows how late it was.
     *
     * @param lateness negative if the event was early
     * @param occurredCause the clearing cause of an alert that was raised while the event was overdue
     * @param movedOnCause the clearing cause if the train has moved on since; null if it has not
     */
    record AlreadyLate(long lateness, ClearedCause occurredCause, ClearedCause movedOnCause, AlertDetails details)
            implements Finding {}
}
