package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Not arrived when it was planned or, once it has, arrived late; until it has left again. */
final class ArrivalLate implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.ARRIVAL_LATE;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Finding.Nothing.CANCELLED : Finding.Nothing.RETRACTED;
        }
        long plannedAt = arrival.plannedAt();
        AlertDetails facts = new AlertDetails(plannedAt, arrival.occurredAt(), call.causeOf(type().name()));
        if (arrival.hasOccurred()) {
            RunCalls.Leaving left = run.leaving(facility, call, arrival.occurredAt());
            return new Finding.Shown(
                    arrival.occurredAt() - plannedAt, ClearedCause.ARRIVED, left == null ? null : left.cause(), facts);
        }
        if (call.departure().hasOccurred()) {
            return new Finding.Ended(call.departure().occurredAt() - plannedAt, ClearedCause.DEPARTED, facts);
        }
        long further = run.arrivalWhereLaterPlanned(plannedAt);
        return further == UNKNOWN
                ? new Finding.Growing(plannedAt, facts, ClearedCause.PLAN_CHANGED)
                : new Finding.Ended(further - plannedAt, ClearedCause.ARRIVED, facts);
    }
}
