package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** Customs refused the train. The alert ends with a later release, or when the train leaves. */
final class ClearanceRefused implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_REFUSED;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        return CustomsStop.evaluate(run, facility, call, call.refused(), UNKNOWN, reportedCause(call));
    }

    @Override
    public String reportedCause(Call call) {
        return CustomsStop.reportedCause(call, call.refused(), type());
    }
}
