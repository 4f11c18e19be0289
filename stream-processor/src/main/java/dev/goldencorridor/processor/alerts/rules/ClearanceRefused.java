package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Refused by customs; until it is released after all, or has left. */
final class ClearanceRefused implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_REFUSED;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        return ClearanceHeld.judge(run, facility, call, call.refused(), UNKNOWN, cause(call));
    }

    @Override
    public String cause(Call call) {
        return ClearanceHeld.cause(call, call.refused(), type());
    }
}
