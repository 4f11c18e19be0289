package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Not arrived when it was planned or, once it has, arrived late; until it has left again. */
final class ArrivalLate implements Rule {
    @Override
    public AlertType type() {
        return AlertType.ARRIVAL_LATE;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Verdict.Nothing.CANCELLED : Verdict.Nothing.RETRACTED;
        }
        long plannedAt = arrival.plannedAt();
        Facts facts = new Facts(plannedAt, arrival.occurredAt(), call.causeOf(type().name()));
        if (arrival.hasOccurred()) {
            RunCalls.Leaving left = run.leaving(facility, call, arrival.occurredAt());
            return new Verdict.Shown(
                    arrival.occurredAt() - plannedAt, Cause.ARRIVED, left == null ? null : left.cause(), facts);
        }
        if (call.departure().hasOccurred()) {
            return new Verdict.Ended(call.departure().occurredAt() - plannedAt, Cause.DEPARTED, facts);
        }
        long further = run.arrivalWhereLaterPlanned(plannedAt);
        return further == UNKNOWN
                ? new Verdict.Growing(plannedAt, facts, Cause.PLAN_CHANGED)
                : new Verdict.Ended(further - plannedAt, Cause.ARRIVED, facts);
    }
}
