package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;

/** A kind of delay: a pure function of what is known of a run. Thresholds and clock are not its business. */
public interface AlertRule {
    AlertType type();

    /**
     * What it finds of the run at one facility.
     *
     * @param run all calls of the run, this one among them
     */
    Finding judge(RunCalls run, String facility, Call call);

    /** Why it is late, as far as a cause was told that stands before what else is known; null if none was. */
    default String cause(Call call) {
        return call.causeOf(type().name());
    }
}
