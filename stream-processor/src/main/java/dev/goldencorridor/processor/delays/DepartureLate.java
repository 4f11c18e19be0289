package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Not departed when it was planned or, once it has, departed late; until it has arrived elsewhere. */
final class DepartureLate implements Rule {
    @Override
    public AlertType type() {
        return AlertType.DEPARTURE_LATE;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        Call.Movement departure = call.departure();
        if (!departure.isPlanned()) {
            return departure.isCancelled() ? Verdict.Nothing.CANCELLED : Verdict.Nothing.RETRACTED;
        }
        long plannedAt = departure.plannedAt();
        Facts facts = new Facts(plannedAt, departure.occurredAt(), call.causeOf(type().name()));
        if (departure.hasOccurred()) {
            boolean movedOn = run.arrivalElsewhere(facility, departure.occurredAt()) != UNKNOWN;
            return new Verdict.Shown(
                    departure.occurredAt() - plannedAt, Cause.DEPARTED, movedOn ? Cause.ARRIVED : null, facts);
        }
        long cameHere = call.arrival().hasOccurred() ? call.arrival().occurredAt() : plannedAt;
        long elsewhere = run.arrivalElsewhere(facility, cameHere);
        return elsewhere == UNKNOWN
                ? new Verdict.Growing(plannedAt, facts, Cause.PLAN_CHANGED)
                : new Verdict.Ended(elsewhere - plannedAt, Cause.ARRIVED, facts);
    }
}
