package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/**
 * Under way to where it is planned to arrive next, past its plan, and not heard of; until it is. It is counted from when the
 * train was last heard of, anywhere, but not from before it was planned to arrive: on its long ways nobody reports a train
 * for days.
 */
final class TrainSilent implements Rule {
    @Override
    public AlertType type() {
        return AlertType.TRAIN_SILENT;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Verdict.Nothing.CANCELLED : Verdict.Nothing.RETRACTED;
        }
        Call heard = run.lastHeard();
        if (heard == null) {
            return Verdict.Nothing.RETRACTED;
        }
        Facts facts = new Facts(arrival.plannedAt(), heard.heardAt(), call.causeOf(type().name()));
        if (arrival.hasOccurred()) {
            return new Verdict.Heard(arrival.occurredAt(), Cause.ARRIVED, facts);
        }
        if (call.departure().hasOccurred()) {
            return new Verdict.Heard(call.departure().occurredAt(), Cause.DEPARTED, facts);
        }
        long further = run.arrivalWhereLaterPlanned(arrival.plannedAt());
        if (further != UNKNOWN) {
            return new Verdict.Heard(further, Cause.ARRIVED, facts);
        }
        if (!run.hasDepartedElsewhere(facility)) {
            return Verdict.Nothing.RETRACTED;
        }
        if (!run.isNext(facility)) {
            return Verdict.Nothing.PLAN_CHANGED;
        }
        return arrival.plannedAt() > heard.heardAt()
                ? new Verdict.Growing(arrival.plannedAt(), facts, Cause.PLAN_CHANGED)
                : new Verdict.Growing(heard.heardAt(), facts, whatWasHeard(heard));
    }

    /** Where it was a step of customs that has no word of its own, the train stands at a port: it was not lost. */
    private static Cause whatWasHeard(Call heard) {
        long at = heard.heardAt();
        if (at == heard.departure().occurredAt()) {
            return Cause.DEPARTED;
        }
        if (at == heard.arrival().occurredAt()) {
            return Cause.ARRIVED;
        }
        if (at == heard.releasedAt()) {
            return Cause.RELEASED;
        }
        return at == heard.refused().at() ? Cause.REFUSED : Cause.CORRECTED;
    }
}
