package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** A kind of delay: a pure function of the calls of a train run. It uses neither thresholds nor a clock. */
public interface AlertRule {
    AlertType type();

    /**
     * Evaluates the call at one facility.
     *
     * @param run all calls of the run, this one included
     */
    Finding evaluate(RunCalls run, String facility, Call call);

    /** The reported cause of the delay that takes precedence over other reasons; null if there is none. */
    default String reportedCause(Call call) {
        return call.causeOf(type().name());
    }
}
