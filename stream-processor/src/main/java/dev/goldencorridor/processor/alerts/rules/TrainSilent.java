package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/**
 * The train is under way to its next planned arrival, is past its plan, and is not reported. The alert ends with the
 * next report. The silence starts at the train's last report anywhere, but not before the planned arrival. On long
 * sections nobody reports a train for days.
 */
final class TrainSilent implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.TRAIN_SILENT;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        Call.Movement arrival = call.arrival();
        if (!arrival.isPlanned()) {
            return arrival.isCancelled() ? Finding.None.CANCELLED : Finding.None.RETRACTED;
        }
        Call lastHeard = run.lastHeard();
        if (lastHeard == null) {
            return Finding.None.RETRACTED;
        }
        AlertDetails details = new AlertDetails(arrival.plannedAt(), lastHeard.heardAt(), reportedCause(call));
        if (arrival.hasOccurred()) {
            return new Finding.HeardAgain(arrival.occurredAt(), ClearedCause.ARRIVED, details);
        }
        if (call.departure().hasOccurred()) {
            return new Finding.HeardAgain(call.departure().occurredAt(), ClearedCause.DEPARTED, details);
        }
        long arrivedFurther = run.arrivalWithLaterPlan(arrival.plannedAt());
        if (arrivedFurther != UNKNOWN) {
            return new Finding.HeardAgain(arrivedFurther, ClearedCause.ARRIVED, details);
        }
        if (!run.hasDepartedElsewhere(facility)) {
            return Finding.None.RETRACTED;
        }
        if (!run.isNext(facility)) {
            return Finding.None.PLAN_CHANGED;
        }
        return arrival.plannedAt() > lastHeard.heardAt()
                ? new Finding.Ongoing(arrival.plannedAt(), details, ClearedCause.PLAN_CHANGED)
                : new Finding.Ongoing(lastHeard.heardAt(), details, eventOf(lastHeard));
    }

    /**
     * The clearing cause that fits the last event of a call. A customs step without a cause of its own shows that the
     * train was at a port and never lost, so the alert is corrected.
     */
    private static ClearedCause eventOf(Call lastHeard) {
        long heardAt = lastHeard.heardAt();
        if (heardAt == lastHeard.departure().occurredAt()) {
            return ClearedCause.DEPARTED;
        }
        if (heardAt == lastHeard.arrival().occurredAt()) {
            return ClearedCause.ARRIVED;
        }
        if (heardAt == lastHeard.releasedAt()) {
            return ClearedCause.RELEASED;
        }
        return heardAt == lastHeard.refused().at() ? ClearedCause.REFUSED : ClearedCause.CORRECTED;
    }
}
