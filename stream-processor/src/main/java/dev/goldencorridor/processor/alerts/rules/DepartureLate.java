package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Not departed when it was planned or, once it has, departed late; until it has arrived elsewhere. */
final class DepartureLate implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.DEPARTURE_LATE;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        Call.Movement departure = call.departure();
        if (!departure.isPlanned()) {
            return departure.isCancelled() ? Finding.Nothing.CANCELLED : Finding.Nothing.RETRACTED;
        }
        long plannedAt = departure.plannedAt();
        AlertDetails facts = new AlertDetails(plannedAt, departure.occurredAt(), call.causeOf(type().name()));
        if (departure.hasOccurred()) {
            boolean movedOn = run.arrivalElsewhere(facility, departure.occurredAt()) != UNKNOWN;
            return new Finding.Shown(
                    departure.occurredAt() - plannedAt, ClearedCause.DEPARTED, movedOn ? ClearedCause.ARRIVED : null, facts);
        }
        long cameHere = call.arrival().hasOccurred() ? call.arrival().occurredAt() : plannedAt;
        long elsewhere = run.arrivalElsewhere(facility, cameHere);
        return elsewhere == UNKNOWN
                ? new Finding.Growing(plannedAt, facts, ClearedCause.PLAN_CHANGED)
                : new Finding.Ended(elsewhere - plannedAt, ClearedCause.ARRIVED, facts);
    }
}
