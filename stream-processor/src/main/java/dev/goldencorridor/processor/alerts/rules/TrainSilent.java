package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/**
 * Under way to where it is planned to arrive next, past its plan, and not heard of; until it is. It is counted from when the
 * train was last heard of, anywhere, but not from before it was planned to arrive: on its long ways nobody reports a train
 * for days.
 */
final class TrainSilent implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.TRAIN_SILENT;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Finding.Nothing.CANCELLED : Finding.Nothing.RETRACTED;
        }
        Call heard = run.lastHeard();
        if (heard == null) {
            return Finding.Nothing.RETRACTED;
        }
        AlertDetails facts = new AlertDetails(arrival.plannedAt(), heard.heardAt(), call.causeOf(type().name()));
        if (arrival.hasOccurred()) {
            return new Finding.Heard(arrival.occurredAt(), ClearedCause.ARRIVED, facts);
        }
        if (call.departure().hasOccurred()) {
            return new Finding.Heard(call.departure().occurredAt(), ClearedCause.DEPARTED, facts);
        }
        long further = run.arrivalWhereLaterPlanned(arrival.plannedAt());
        if (further != UNKNOWN) {
            return new Finding.Heard(further, ClearedCause.ARRIVED, facts);
        }
        if (!run.hasDepartedElsewhere(facility)) {
            return Finding.Nothing.RETRACTED;
        }
        if (!run.isNext(facility)) {
            return Finding.Nothing.PLAN_CHANGED;
        }
        return arrival.plannedAt() > heard.heardAt()
                ? new Finding.Growing(arrival.plannedAt(), facts, ClearedCause.PLAN_CHANGED)
                : new Finding.Growing(heard.heardAt(), facts, whatWasHeard(heard));
    }

    /** Where it was a step of customs that has no word of its own, the train stands at a port: it was not lost. */
    private static ClearedCause whatWasHeard(Call heard) {
        long at = heard.heardAt();
        if (at == heard.departure().occurredAt()) {
            return ClearedCause.DEPARTED;
        }
        if (at == heard.arrival().occurredAt()) {
            return ClearedCause.ARRIVED;
        }
        if (at == heard.releasedAt()) {
            return ClearedCause.RELEASED;
        }
        return at == heard.refused().at() ? ClearedCause.REFUSED : ClearedCause.CORRECTED;
    }
}
