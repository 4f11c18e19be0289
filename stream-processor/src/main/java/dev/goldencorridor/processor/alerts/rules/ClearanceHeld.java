package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** Customs hold the train. The alert ends with the release, with a refusal, or when the train leaves. */
final class ClearanceHeld implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_HELD;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        return CustomsStop.evaluate(
                run, facility, call, call.held(), call.refused().at(), reportedCause(call));
    }

    @Override
    public String reportedCause(Call call) {
        return CustomsStop.reportedCause(call, call.held(), type());
    }
}
