package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.model.Call;

/** A kind of delay: a pure function of what is known of a run. Thresholds and clock are not its business. */
interface Rule {
    AlertType type();

    /**
     * What it finds of the run at one facility.
     *
     * @param run all calls of the run, this one among them
     */
    Verdict judge(RunCalls run, String facility, Call call);

    /** Why it is late, as far as a cause was told that stands before what else is known; null if none was. */
    default String cause(Call call) {
        return call.causeOf(type().name());
    }
}
