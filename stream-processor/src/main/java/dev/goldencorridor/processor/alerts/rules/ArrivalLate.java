package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** The train has not arrived as planned, or has arrived late. The alert ends when the train leaves again. */
final class ArrivalLate implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.ARRIVAL_LATE;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Finding.None.CANCELLED : Finding.None.RETRACTED;
        }
        long plannedAt = arrival.plannedAt();
        AlertDetails details = new AlertDetails(plannedAt, arrival.occurredAt(), reportedCause(call));
        if (arrival.hasOccurred()) {
            RunCalls.Leaving leaving = run.leaving(facility, call, arrival.occurredAt());
            return new Finding.AlreadyLate(
                    arrival.occurredAt() - plannedAt,
                    ClearedCause.ARRIVED,
                    leaving == null ? null : leaving.cause(),
                    details);
        }
        if (call.departure().hasOccurred()) {
            return new Finding.Ended(call.departure().occurredAt() - plannedAt, ClearedCause.DEPARTED, details);
        }
        long arrivedFurther = run.arrivalWithLaterPlan(plannedAt);
        return arrivedFurther == UNKNOWN
                ? new Finding.Ongoing(plannedAt, details, ClearedCause.PLAN_CHANGED)
                : new Finding.Ended(arrivedFurther - plannedAt, ClearedCause.ARRIVED, details);
    }
}
