package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** The train has not departed as planned, or has departed late. The alert ends when the train arrives elsewhere. */
final class DepartureLate implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.DEPARTURE_LATE;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        Call.Movement departure = call.departure();
        if (!departure.isPlanned()) {
            return departure.isCancelled() ? Finding.None.CANCELLED : Finding.None.RETRACTED;
        }
        long plannedAt = departure.plannedAt();
        AlertDetails details = new AlertDetails(plannedAt, departure.occurredAt(), reportedCause(call));
        if (departure.hasOccurred()) {
            boolean hasMovedOn = run.arrivalElsewhere(facility, departure.occurredAt()) != UNKNOWN;
            return new Finding.AlreadyLate(
                    departure.occurredAt() - plannedAt,
                    ClearedCause.DEPARTED,
                    hasMovedOn ? ClearedCause.ARRIVED : null,
                    details);
        }
        long presentSince = call.arrival().hasOccurred() ? call.arrival().occurredAt() : plannedAt;
        long arrivedElsewhere = run.arrivalElsewhere(facility, presentSince);
        return arrivedElsewhere == UNKNOWN
                ? new Finding.Ongoing(plannedAt, details, ClearedCause.PLAN_CHANGED)
                : new Finding.Ended(arrivedElsewhere - plannedAt, ClearedCause.ARRIVED, details);
    }
}
